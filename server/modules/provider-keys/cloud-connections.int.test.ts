import { generateKeyPairSync } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { connectProvider } from "./connect-provider";
import { openProviderSecret } from "./provider-secret";
import { updateProviderKey } from "./update-provider-key";

afterAll(disconnectDb);

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY_FILE = {
  type: "service_account",
  project_id: "my-project-123",
  private_key_id: "0123456789abcdefWXYZ",
  private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
  client_email: "gateway@my-project-123.iam.gserviceaccount.com",
  token_uri: "https://evil.example.com/token",
};
const ACCESS_KEY = {
  kind: "aws_access_key",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "canary/secret+access-key",
} as const;
const BEDROCK = { provider: "bedrock", credential: ACCESS_KEY, settings: { region: "us-east-1" } } as const;
const PLACE = { project: "my-project-123", location: "global" };
const vertex = (json: string) =>
  ({ provider: "vertex", credential: { kind: "google_service_account", json }, settings: PLACE }) as const;

async function storedText(org: TestOrg, id: string): Promise<string> {
  const row = await systemDb().providerKey.findUniqueOrThrow({ where: { id } });
  const { ciphertext, wrappedKey, masterKeyId, version } = row;
  if (ciphertext === null || wrappedKey === null || masterKeyId === null) return "";
  const owner = { orgId: org.orgId, providerKeyId: id, version };
  return openProviderSecret(owner, { ciphertext, wrappedKey, masterKeyId });
}

describe("connecting a cloud", () => {
  it("stores an access key encrypted and shows the last four of its id", async () => {
    const org = await createTestOrg();
    const key = await connectProvider(org.as(), BEDROCK);
    expect(key).toMatchObject({ lastFour: "MPLE", hasSecret: true, settings: { region: "us-east-1" } });
    expect(JSON.parse(await storedText(org, key.id))).toEqual(ACCESS_KEY);
    const entries = await systemDb().auditEntry.findMany({ where: { orgId: org.orgId } });
    expect(JSON.stringify([key, entries])).not.toContain("canary");
  });

  it("keeps of a key file the account and its key, never an address", async () => {
    const org = await createTestOrg();
    const key = await connectProvider(org.as(), vertex(JSON.stringify(KEY_FILE)));
    expect(key.lastFour).toBe("WXYZ");
    const stored = await storedText(org, key.id);
    expect(stored).not.toContain("evil");
    expect(Object.keys(JSON.parse(stored)).sort()).toEqual([
      "clientEmail",
      "kind",
      "privateKey",
      "privateKeyId",
    ]);
  });

  it.each([
    ["no JSON", "{", /key file/],
    ["another kind of file", JSON.stringify({ ...KEY_FILE, type: "authorized_user" }), /key file/],
    ["no key", JSON.stringify({ ...KEY_FILE, private_key: "secret" }), /key file/],
  ])("refuses a key file that is %s", async (_, json, message) => {
    const org = await createTestOrg();
    await expect(connectProvider(org.as(), vertex(json))).rejects.toMatchObject({
      param: "credential.json",
      userMessage: expect.stringMatching(message),
    });
  });

  it.each([
    ["settings.region", { ...BEDROCK, settings: {} }],
    ["settings.region", { ...BEDROCK, settings: { region: "evil.example.com/" } }],
    ["settings.region", { ...BEDROCK, settings: { region: "us-east-1.evil" } }],
    ["settings.endpoint", { ...BEDROCK, settings: { region: "us-east-1", endpoint: "x" } }],
    ["settings.location", { ...vertex(JSON.stringify(KEY_FILE)), settings: { ...PLACE, location: "a@b" } }],
    [
      "settings.api_version",
      {
        provider: "azure",
        secret: "k".repeat(32),
        baseUrl: "https://93.184.215.14",
        settings: { api_version: "2023-05-15" },
      },
    ],
    ["credential", { ...BEDROCK, provider: "openai", settings: {} }],
    ["credential", { ...BEDROCK, secret: "and-a-plain-one" }],
    ["secret", { provider: "vertex", secret: "a-plain-one", settings: PLACE }],
    ["secret", { provider: "bedrock", settings: { region: "us-east-1" } }],
  ] as const)("says that %s is wrong in case %#", async (param, input) => {
    const org = await createTestOrg();
    await expect(connectProvider(org.as(), input)).rejects.toMatchObject({ code: "invalid_request", param });
  });
});

describe("changing a cloud's connection", () => {
  it("clears the stored key when the region changes, and keeps it when only names do", async () => {
    const org = await createTestOrg();
    const { id } = await connectProvider(org.as(), BEDROCK);
    const change = (settings: Record<string, string>) =>
      updateProviderKey(org.as(), { providerKeyId: id, settings });
    const named = await change({ region: "us-east-1", models: "arn:x = claude-sonnet-4-6\n\n" });
    expect(named).toMatchObject({ hasSecret: true, settings: { models: ["arn:x = claude-sonnet-4-6"] } });
    expect(await change({ region: "eu-west-1" })).toMatchObject({ hasSecret: false, lastFour: "" });
    const replaced = { providerKeyId: id, settings: { region: "us-west-2" }, credential: ACCESS_KEY };
    expect(await updateProviderKey(org.as(), replaced)).toMatchObject({ hasSecret: true });
    const other = await createTestOrg();
    await expect(updateProviderKey(other.as(), replaced)).rejects.toMatchObject({ code: "not_found" });
  });

  it("keeps settings that a change does not name", async () => {
    const org = await createTestOrg();
    const { id } = await connectProvider(org.as(), BEDROCK);
    const renamed = await updateProviderKey(org.as(), { providerKeyId: id, name: "Ours" });
    expect(renamed).toMatchObject({ name: "Ours", hasSecret: true, settings: { region: "us-east-1" } });
  });
});
