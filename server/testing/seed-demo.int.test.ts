import { afterAll, describe, expect, it } from "vitest";
import { seedDemo } from "@/prisma/seed";
import { generateApiKey } from "@/server/core/api-key-format";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { hashApiKey } from "@/server/modules/api-keys";
import { verifyPassword } from "@/server/modules/identity";

afterAll(disconnectDb);

const secretsWith = (password: string) => ({
  apiKey: generateApiKey("server"),
  pageKey: generateApiKey("publishable"),
  origins: ["http://127.0.0.1:3000"],
  password,
});

const keysOf = ({ apiKey, pageKey, origins }: ReturnType<typeof secretsWith>) => [
  { hash: hashApiKey(apiKey), kind: "server", allowedOrigins: [] },
  { hash: hashApiKey(pageKey), kind: "publishable", allowedOrigins: origins },
];

const demoKeys = (orgId: string) =>
  systemDb().apiKey.findMany({
    where: { orgId, revokedAt: null },
    select: { hash: true, kind: true, allowedOrigins: true },
    orderBy: { name: "desc" },
  });

describe("the demo organisation", () => {
  it("is made once, with a login, a key that works and a route over the sandbox", async () => {
    const secrets = secretsWith("demo password 1");
    const first = await seedDemo(secrets);
    const again = await Promise.all([seedDemo(secrets), seedDemo(secrets)]);
    expect(again).toEqual([first, first]);
    const org = await systemDb().organization.findUniqueOrThrow({ where: { slug: first.orgSlug } });
    expect(org.isDemo).toBe(true);
    expect(await demoKeys(org.orgId)).toEqual(keysOf(secrets));
    const route = await systemDb().route.findFirstOrThrow({
      where: { orgId: org.orgId, slug: "auto" },
      select: { candidates: { orderBy: { position: "asc" }, select: { provider: true, model: true } } },
    });
    expect(route.candidates.map(({ provider, model }) => `${provider}/${model}`)).toEqual([
      "sandbox/quick",
      "sandbox/balanced",
      "sandbox/genius",
    ]);
  });

  it("follows a changed key and password, and leaves no second key working", async () => {
    await seedDemo(secretsWith("demo password 1"));
    const secrets = secretsWith("demo password 2");
    const { orgSlug, loginEmail } = await seedDemo(secrets);
    const org = await systemDb().organization.findUniqueOrThrow({ where: { slug: orgSlug } });
    expect(await demoKeys(org.orgId)).toEqual(keysOf(secrets));
    const user = await systemDb().user.findUniqueOrThrow({ where: { email: loginEmail } });
    expect(await verifyPassword("demo password 2", user.passwordHash)).toBe(true);
  });
});
