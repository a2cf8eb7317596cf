import { parseApiKey } from "@/server/core/api-key-format";
import { newId, uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { hashApiKey } from "@/server/modules/api-keys";
import { createTenant, DEMO_EMAIL, hashPassword, verifyPassword } from "@/server/modules/identity";

/** For the caller, which makes the key once and keeps it. */
export { generateApiKey } from "@/server/core/api-key-format";

export interface DemoSecrets {
  /** A well-formed server key, kept by the caller; after the seed exactly this one works. */
  apiKey: string;
  /** The same for the demo chat's widget. */
  pageKey: string;
  password: string;
  /** Origins under which the demo chat is reached. */
  origins: string[];
}

export interface DemoAccess extends DemoSecrets {
  loginEmail: string;
  loginPassword: string;
  orgSlug: string;
}

const SERVER_KEY = {
  kind: "server" as const,
  name: "Demo key",
  permissions: ["read", "write", "feedback"],
  allowedOrigins: [],
};
const PAGE_KEY = { kind: "publishable" as const, name: "Demo chat", permissions: ["feedback"] };

/**
 * The demo organisation of a self-contained installation: a login, a key, and the `auto` route over the sandbox.
 * Running it again repairs what is missing and changes nothing else.
 */
export async function seedDemo(secrets: DemoSecrets): Promise<DemoAccess> {
  if (parseApiKey(secrets.apiKey) !== "server")
    throw new Error("the demo key is not a well-formed server key");
  if (parseApiKey(secrets.pageKey) !== "publishable")
    throw new Error("the demo page key is not a well-formed publishable key");
  const passwordHash = await demoPasswordHash(secrets.password);
  const orgSlug = await systemDb().$transaction(
    async (tx) => {
      // Two starting processes must not both make the organisation.
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('seed-demo', 0))`;
      const userId = await ensureLogin(tx, passwordHash);
      const org = await ensureOrganization(tx, userId);
      const owner = { orgId: org.orgId, userId };
      await ensureKey(tx, owner, secrets.apiKey, SERVER_KEY);
      await ensureKey(tx, owner, secrets.pageKey, { ...PAGE_KEY, allowedOrigins: secrets.origins });
      return org.slug;
    },
    { timeout: 20_000 },
  );
  return { ...secrets, loginEmail: DEMO_EMAIL, loginPassword: secrets.password, orgSlug };
}

/** The stored hash while it still fits the password, so that a restart does not rewrite it. */
async function demoPasswordHash(password: string): Promise<string> {
  const user = await systemDb().user.findUnique({
    where: { email: DEMO_EMAIL },
    select: { passwordHash: true },
  });
  const stored = user?.passwordHash ?? null;
  return stored !== null && (await verifyPassword(password, stored)) ? stored : hashPassword(password);
}

async function ensureLogin(tx: Tx, passwordHash: string): Promise<string> {
  const data = { name: "Demo", passwordHash, emailVerifiedAt: new Date() };
  const user = await tx.user.upsert({
    where: { email: DEMO_EMAIL },
    create: { id: newId("usr"), email: DEMO_EMAIL, ...data },
    update: { passwordHash },
    select: { id: true },
  });
  return user.id;
}

async function ensureOrganization(tx: Tx, userId: string): Promise<{ orgId: string; slug: string }> {
  const known = await tx.organization.findFirst({
    where: { isDemo: true, memberships: { some: { userId } } },
    select: { orgId: true, slug: true },
  });
  if (known !== null) return known;
  const visit = { requestId: uuidv7(), address: null, now: new Date() };
  const org = await createTenant(tx, { owner: { userId, label: "Demo" }, name: "Demo", ...visit });
  await tx.organization.update({
    where: { orgId: org.orgId },
    data: { isDemo: true },
    select: { orgId: true },
  });
  return org;
}

interface KeyFacts {
  kind: "server" | "publishable";
  name: string;
  permissions: string[];
  allowedOrigins: string[];
}

async function ensureKey(
  tx: Tx,
  { orgId, userId }: { orgId: string; userId: string },
  apiKey: string,
  facts: KeyFacts,
): Promise<void> {
  const hash = hashApiKey(apiKey);
  await tx.apiKey.updateMany({
    where: { orgId, name: facts.name, revokedAt: null, hash: { not: hash } },
    data: { revokedAt: new Date() },
  });
  const project = await tx.project.findFirstOrThrow({
    where: { orgId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  await tx.apiKey.upsert({
    where: { hash },
    create: {
      id: newId("key"),
      orgId,
      projectId: project.id,
      ...facts,
      hash,
      prefix: apiKey.slice(0, 10),
      lastFour: apiKey.slice(-4),
      createdBy: userId,
    },
    // A demo key that somebody revoked stays so only until the next start: the printed curl has to work.
    update: { revokedAt: null, expiresAt: null, allowedOrigins: facts.allowedOrigins },
  });
}
