import { CreatePromptInput, DEFAULT_LABEL, PROMPT_LIMITS, type PromptView } from "@/server/contracts/prompts";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { freeSlug } from "@/server/core/slug";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { insertVersion } from "./add-version";
import { viewPrompt } from "./list-prompts";
import { pointLabel } from "./move-label";

/** A prompt with its first version, which requests use from then on. */
export async function createPrompt(
  ctx: Ctx,
  input: CreatePromptInput,
  { projectId }: { projectId: string },
): Promise<PromptView> {
  authorize(ctx, "prompt:manage");
  const { name, slug: wanted, ...content } = parseInput(CreatePromptInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await getProjectOrThrow(tx, ctx, projectId);
    const slug = await chooseSlug(tx, ctx, projectId, { name, wanted });
    const row = { id: newId("prm"), orgId: ctx.orgId, projectId, slug, name, createdAt: ctx.now() };
    await tx.prompt.create({ data: row, select: { id: true } });
    const { version } = await insertVersion(tx, ctx, row.id, content);
    await pointLabel(tx, ctx, { promptId: row.id, name: DEFAULT_LABEL, version });
    await writeAudit(tx, ctx, {
      action: "prompt.created",
      targetKind: "prompt",
      targetId: row.id,
      changes: { name, slug },
    });
    return viewPrompt(tx, row);
  });
}

async function chooseSlug(
  tx: Tx,
  ctx: Ctx,
  projectId: string,
  { name, wanted }: { name: string; wanted: string | undefined },
): Promise<string> {
  const rows = await tx.prompt.findMany({
    where: { orgId: ctx.orgId },
    select: { projectId: true, slug: true },
    take: PROMPT_LIMITS.prompts,
  });
  if (rows.length >= PROMPT_LIMITS.prompts) {
    throw new AppError("limit_exceeded", "too many prompts", {
      userMessage: `An organisation has at most ${PROMPT_LIMITS.prompts} prompts.`,
    });
  }
  const taken = new Set(rows.filter((row) => row.projectId === projectId).map(({ slug }) => slug));
  if (wanted === undefined) return freeSlug(name, "prompt", taken);
  if (!taken.has(wanted)) return wanted;
  throw new AppError("conflict", "slug is taken", {
    userMessage: `There is a prompt with the short name “${wanted}” already.`,
    param: "slug",
  });
}
