import {
  DEFAULT_LABEL,
  LATEST,
  PromptMessage,
  PromptSettings,
  PromptVariable,
  type PromptVersionView,
  type VersionReference,
} from "@/server/contracts/prompts";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Prompt, PromptVersion } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";

/** What a key is confined to. */
export interface PromptScope {
  projectId?: string;
}

/** The organisation's prompt by its id, or by its short name where the project is known. */
export async function getPromptOrThrow(
  tx: Tx,
  ctx: Ctx,
  reference: string,
  { projectId }: PromptScope = {},
): Promise<Prompt> {
  const mine = { orgId: ctx.orgId, ...(projectId === undefined ? {} : { projectId }) };
  const isId = projectId === undefined || reference.startsWith("prm_");
  const row = await tx.prompt.findFirst({
    where: { ...mine, ...(isId ? { id: reference } : { slug: reference }) },
  });
  if (row === null) throw notFound("prompt");
  return row;
}

/** The number that a version's name means; null when it means none. */
export async function resolveVersion(
  tx: Tx,
  { id: promptId, orgId }: Pick<Prompt, "id" | "orgId">,
  reference: VersionReference = DEFAULT_LABEL,
): Promise<PromptVersion | null> {
  const numbered = typeof reference === "number" ? reference : numberOf(reference);
  if (numbered !== null) return tx.promptVersion.findFirst({ where: { promptId, orgId, version: numbered } });
  if (reference === LATEST) {
    return tx.promptVersion.findFirst({ where: { promptId, orgId }, orderBy: { version: "desc" } });
  }
  const label = await tx.promptLabel.findFirst({
    where: { promptId, orgId, name: String(reference) },
    select: { pointed: true },
  });
  return label?.pointed ?? null;
}

/** `3` or `v3`. */
function numberOf(reference: string): number | null {
  const digits = /^v?(\d{1,9})$/.exec(reference)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The JSON columns of a version as what they are. */
export function contentOf({
  messages,
  variables,
  settings,
}: Pick<PromptVersion, "messages" | "variables" | "settings">) {
  return {
    messages: PromptMessage.array().parse(messages),
    variables: PromptVariable.array().parse(variables),
    settings: PromptSettings.parse(settings),
  };
}

export function viewVersion(row: PromptVersion, labels: readonly string[]): PromptVersionView {
  return {
    prompt_id: row.promptId,
    version: row.version,
    labels: [...labels],
    ...contentOf(row),
    note: row.note,
    created_at: row.createdAt.toISOString(),
  };
}
