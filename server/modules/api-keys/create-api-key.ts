import { CreateApiKeyInput, type CreateApiKeyOutput } from "@/server/contracts/api-keys";
import { generateApiKey } from "@/server/core/api-key-format";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { API_KEY_FIELDS, toApiKey } from "./api-keys.queries";
import { hashApiKey } from "./hash-api-key";

const ACTIVE_KEYS_MAX = 200;
const PREFIX_LENGTH = 10;

/** Makes a key and returns it, this once; only its HMAC, first characters and last four are kept. */
export async function createApiKey(ctx: Ctx, input: CreateApiKeyInput): Promise<CreateApiKeyOutput> {
  authorize(ctx, "api_key:manage");
  const { projectId, ...facts } = parseInput(CreateApiKeyInput, input);
  if (facts.expiresAt !== null && facts.expiresAt <= ctx.now()) {
    throw new AppError("invalid_request", "Choose an expiry in the future.", { param: "expiresAt" });
  }
  await throttle(ctx.now(), [THROTTLES.keyCreationByOrganization, ctx.orgId]);
  const secret = generateApiKey(facts.kind);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await refuseTooMany(tx, ctx);
    const project = await getProjectOrThrow(tx, ctx, projectId);
    const row = await tx.apiKey.create({
      data: {
        ...facts,
        // A publishable key is known to every visitor: it may give feedback and nothing else.
        permissions: facts.kind === "publishable" ? ["feedback"] : [...new Set(facts.permissions)],
        id: newId("key"),
        orgId: ctx.orgId,
        projectId: project.id,
        hash: hashApiKey(secret),
        prefix: secret.slice(0, PREFIX_LENGTH),
        lastFour: secret.slice(-4),
        createdBy: actorId(ctx.actor),
      },
      select: API_KEY_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "api_key.created",
      targetKind: "api_key",
      targetId: row.id,
      changes: { name: row.name, kind: row.kind, projectId: row.projectId, permissions: row.permissions },
    });
    return { apiKey: toApiKey(row, project.name, ctx.now()), secret };
  });
}

async function refuseTooMany(tx: Tx, ctx: Ctx): Promise<void> {
  const count = await tx.apiKey.count({ where: { orgId: ctx.orgId, revokedAt: null } });
  if (count < ACTIVE_KEYS_MAX) return;
  throw new AppError("limit_exceeded", `An organisation can have ${ACTIVE_KEYS_MAX} keys. Revoke one first.`);
}
