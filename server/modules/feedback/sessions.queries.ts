import type { Ctx } from "@/server/core/context";
import { isUuidv7, uuidv7TimeMs } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";

export interface SessionKey {
  projectId: string;
  sessionId: string;
}

/** One writer at a time for what belongs to a session, so that two answers at once give one row. */
export async function lockSession(tx: Tx, ctx: Pick<Ctx, "orgId">, key: SessionKey): Promise<void> {
  const name = `feedback:${ctx.orgId}:${key.projectId}:${key.sessionId}`;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** The same for what belongs to an end user. */
export async function lockUser(
  tx: Tx,
  ctx: Pick<Ctx, "orgId">,
  { projectId, endUserId }: { projectId: string; endUserId: string | null },
): Promise<void> {
  if (endUserId === null) return;
  const name = `feedback-user:${ctx.orgId}:${projectId}:${endUserId}`;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** A session that has been stored. */
export interface KnownSession {
  id: string;
  projectId: string;
  endUserId: string | null;
  turnCount: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

export async function findSession(
  tx: Tx,
  ctx: Pick<Ctx, "orgId">,
  key: SessionKey,
): Promise<KnownSession | null> {
  return tx.session.findFirst({
    where: { orgId: ctx.orgId, projectId: key.projectId, id: key.sessionId },
    select: {
      id: true,
      projectId: true,
      endUserId: true,
      turnCount: true,
      firstSeenAt: true,
      lastSeenAt: true,
    },
  });
}

/** The session of a stored request of the project; null when there is no such request (yet). */
export async function sessionOfRequest(
  tx: Tx,
  ctx: Pick<Ctx, "orgId">,
  projectId: string,
  requestId: string,
): Promise<string | null> {
  if (!isUuidv7(requestId)) return null;
  const row = await tx.request.findFirst({
    where: { id: requestId, createdAt: new Date(uuidv7TimeMs(requestId)), orgId: ctx.orgId, projectId },
    select: { sessionId: true },
  });
  return row === null || row.sessionId === "" ? null : row.sessionId;
}

const RECENT_MS = 24 * 3_600_000;

/** The session that a key was last used in, of the last day. */
export async function latestSessionOfKey(
  tx: Tx,
  ctx: Ctx,
  key: { projectId: string; apiKeyId: string },
): Promise<{ sessionId: string; atMs: number } | null> {
  const since = new Date(ctx.now().getTime() - RECENT_MS);
  const row = await tx.request.findFirst({
    where: {
      orgId: ctx.orgId,
      projectId: key.projectId,
      apiKeyId: key.apiKeyId,
      sessionId: { not: "" },
      createdAt: { gte: since },
    },
    orderBy: { createdAt: "desc" },
    select: { sessionId: true, createdAt: true },
  });
  return row === null ? null : { sessionId: row.sessionId, atMs: row.createdAt.getTime() };
}

/** What an answer is counted by: who gave most of the session's answers, and its last route and version. */
export interface SessionFacts {
  provider: string | null;
  model: string | null;
  routeId: string | null;
  appVersion: string | null;
  isSandbox: boolean;
}

const REQUESTS_MAX = 200;
const VERSION_PROPERTIES = ["app_version", "app-version", "appversion", "version"];

export async function sessionFacts(
  tx: Tx,
  ctx: Pick<Ctx, "orgId">,
  session: KnownSession,
): Promise<SessionFacts> {
  const rows = await tx.request.findMany({
    where: {
      orgId: ctx.orgId,
      projectId: session.projectId,
      sessionId: session.id,
      // The times let other days' partitions be skipped.
      createdAt: { gte: session.firstSeenAt, lte: session.lastSeenAt },
    },
    orderBy: { createdAt: "desc" },
    take: REQUESTS_MAX,
    select: { provider: true, model: true, routeId: true, isSandbox: true, properties: true },
  });
  const answered = rows.filter(({ model }) => model !== null);
  const main = mostFrequent(answered, ({ provider, model }) => `${provider}/${model}`);
  return {
    provider: main?.provider ?? null,
    model: main?.model ?? null,
    routeId: rows.find(({ routeId }) => routeId !== null)?.routeId ?? null,
    appVersion: rows.map(({ properties }) => versionIn(properties)).find((found) => found !== null) ?? null,
    isSandbox: answered.length > 0 && answered.every((row) => row.isSandbox),
  };
}

function mostFrequent<T>(rows: readonly T[], nameOf: (row: T) => string): T | undefined {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return rows.find((row) => counts.get(nameOf(row)) === most);
}

function versionIn(properties: unknown): string | null {
  if (typeof properties !== "object" || properties === null) return null;
  const found = Object.entries(properties).find(([name]) => VERSION_PROPERTIES.includes(name.toLowerCase()));
  return typeof found?.[1] === "string" ? found[1].slice(0, 60) : null;
}
