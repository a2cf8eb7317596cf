/**
 * Makes an organisation with a server key and a provider whose address is the mock, through the product's own verbs.
 * With `off` as second argument its project has the firewall switched off.
 */
import { disconnectDb } from "@/server/db/client";
import { createApiKey } from "@/server/modules/api-keys/create-api-key";
import { updateFirewall } from "@/server/modules/firewall/update-firewall";
import { connectProvider } from "@/server/modules/provider-keys/connect-provider";
import { createTestOrg } from "@/server/testing/factories";

const [baseUrl, firewall] = process.argv.slice(2);
const org = await createTestOrg("enterprise");
await connectProvider(org.as("owner"), { provider: "custom", secret: "sk-bench-provider", baseUrl });
if (firewall === "off")
  await updateFirewall(org.as("owner"), {
    projectId: org.projectId,
    injection: "off",
    pii: "off",
    secrets: "off",
    output: { secrets: "off", links: "off" },
  });
const { secret } = await createApiKey(org.as("owner"), { name: "bench" });
process.stdout.write(`${JSON.stringify({ orgId: org.orgId, apiKey: secret })}\n`);
await disconnectDb();
