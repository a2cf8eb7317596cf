import { type ApiKey, NO_ORIGIN, NO_PERMISSION, UpdateApiKeyInput } from "@/server/contracts/api-keys";
import { FIREWALL_FLOORS } from "@/server/contracts/firewall";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { API_KEY_FIELDS, type ApiKeyRow, toApiKey } from "./api-keys.queries";

/** Changes what a key may do, where from, how often and until when. An expired key lives again with a later expiry. */
export async function updateApiKey(ctx: Ctx, input: UpdateApiKeyInput): Promise<ApiKey> {
  authorize(ctx, "api_key:manage");
  const { apiKeyId, ...changes } = parseInput(UpdateApiKeyInput, input);
  return withTenant(ctx, async (tx) => {
    await lockApiKey(tx, ctx, apiKeyId);
    const before = await tx.apiKey.findFirst({
      where: { id: apiKeyId, orgId: ctx.orgId },
      select: API_KEY_FIELDS,
    });
    if (before === null) throw notFound("API key");
    refuseWhatCannotBe(before, changes, ctx.now());
    if (weakensFirewall(before, changes)) authorize(ctx, "firewall:manage");
    const { permissions } = changes;
    const row = await tx.apiKey.update({
      where: { id: apiKeyId },
      data: { ...changes, ...(permissions === undefined ? {} : { permissions: [...new Set(permissions)] }) },
      select: API_KEY_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "api_key.updated",
      targetKind: "api_key",
      targetId: apiKeyId,
      changes: changed(before, row),
    });
    const project = await getProjectOrThrow(tx, ctx, row.projectId);
    return toApiKey(row, project.name, ctx.now());
  });
}

const FLOORS: readonly (string | null)[] = [null, ...FIREWALL_FLOORS];

/** What a manager of the firewall has set for a key is not for everybody who may edit keys to take away. */
function weakensFirewall(before: ApiKeyRow, { firewallMode }: Changes): boolean {
  return firewallMode !== undefined && FLOORS.indexOf(firewallMode) < FLOORS.indexOf(before.firewallMode);
}

type Changes = Omit<UpdateApiKeyInput, "apiKeyId">;

function refuseWhatCannotBe(before: ApiKeyRow, changes: Changes, now: Date): void {
  const { permissions, allowedOrigins, expiresAt } = changes;
  if (before.revokedAt !== null)
    throw new AppError("conflict", "This key was revoked. Create a new one instead.");
  const isMoved = expiresAt != null && expiresAt.getTime() !== before.expiresAt?.getTime();
  if (isMoved && expiresAt <= now)
    throw new AppError("invalid_request", "Choose an expiry in the future.", { param: "expiresAt" });
  if (before.kind === "server" && permissions?.length === 0)
    throw new AppError("invalid_request", NO_PERMISSION, { param: "permissions" });
  if (before.kind === "server") return;
  // Every visitor of the customer's site knows it.
  if (permissions?.some((permission) => permission !== "feedback") || permissions?.length === 0)
    throw new AppError("invalid_request", "A publishable key may give feedback and nothing else.", {
      param: "permissions",
    });
  if (allowedOrigins?.length === 0)
    throw new AppError("invalid_request", NO_ORIGIN, { param: "allowedOrigins" });
}

const FACTS = [
  "name",
  "permissions",
  "allowedModels",
  "allowedIps",
  "allowedOrigins",
  "requestsPerMinute",
  "tokensPerMinute",
  "firewallMode",
  "expiresAt",
] as const satisfies readonly (keyof ApiKeyRow)[];

/** Each fact that is another now, before and after. */
function changed(before: ApiKeyRow, after: ApiKeyRow): Record<string, unknown> {
  const differing = FACTS.filter((fact) => JSON.stringify(before[fact]) !== JSON.stringify(after[fact]));
  return Object.fromEntries(differing.map((fact) => [fact, { from: before[fact], to: after[fact] }]));
}

/** The audit entry says what this change replaced, also when two are made at once. */
async function lockApiKey(tx: Tx, ctx: Ctx, apiKeyId: string): Promise<void> {
  await tx.$queryRaw`select 1 from api_keys where id = ${apiKeyId} and org_id = ${ctx.orgId} for update`;
}
