/** Makes an organisation with a server key and a provider whose address is the mock, through the product's own verbs. */
import { disconnectDb } from "@/server/db/client";
import { createApiKey } from "@/server/modules/api-keys/create-api-key";
import { connectProvider } from "@/server/modules/provider-keys/connect-provider";
import { createTestOrg } from "@/server/testing/factories";

const baseUrl = process.argv[2];
const org = await createTestOrg("enterprise");
await connectProvider(org.as("owner"), { provider: "custom", secret: "sk-bench-provider", baseUrl });
const { secret } = await createApiKey(org.as("owner"), { name: "bench" });
process.stdout.write(`${JSON.stringify({ orgId: org.orgId, apiKey: secret })}\n`);
await disconnectDb();
