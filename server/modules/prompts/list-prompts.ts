import type { z } from "zod";
import {
  ListPromptsInput,
  ListVersionsInput,
  PromptIdInput,
  type PromptPage,
  type PromptVersionPage,
  type PromptView,
} from "@/server/contracts/prompts";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { afterCursor, type ListSigning, pageOf } from "@/server/core/list-page";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import type { Prompt } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { signingOf } from "@/server/modules/datasets";
import { getPromptOrThrow, type PromptScope, viewVersion } from "./prompts.queries";

/** One page of prompts, the newest first. */
export async function listPrompts(
  ctx: Ctx,
  input: z.input<typeof ListPromptsInput>,
  { projectId }: PromptScope = {},
): Promise<PromptPage> {
  authorize(ctx, "prompt:read");
  const { limit, cursor } = parseInput(ListPromptsInput, input);
  const signing = signingOf(ctx, "prompts");
  return withTenant(ctx, async (tx) => {
    const rows = await tx.prompt.findMany({
      where: { orgId: ctx.orgId, ...(projectId && { projectId }), ...afterCursor(signing, cursor, true) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
    const views = new Map((await viewPrompts(tx, ctx.orgId, rows)).map((view) => [view.id, view]));
    const page = pageOf(signing, rows, { limit, view: ({ id }) => views.get(id) });
    return { ...page, items: page.items.filter((view) => view !== undefined) };
  });
}

export async function getPrompt(
  ctx: Ctx,
  input: z.input<typeof PromptIdInput>,
  scope: PromptScope = {},
): Promise<PromptView> {
  authorize(ctx, "prompt:read");
  const { promptId } = parseInput(PromptIdInput, input);
  return withTenant(ctx, async (tx) => viewPrompt(tx, await getPromptOrThrow(tx, ctx, promptId, scope)));
}

/** One page of a prompt's versions, the newest first. */
export async function listPromptVersions(
  ctx: Ctx,
  input: z.input<typeof ListVersionsInput>,
  scope: PromptScope = {},
): Promise<PromptVersionPage> {
  authorize(ctx, "prompt:read");
  const { promptId: reference, limit, cursor } = parseInput(ListVersionsInput, input);
  return withTenant(ctx, async (tx) => {
    const { id: promptId } = await getPromptOrThrow(tx, ctx, reference, scope);
    const signing = signingOf(ctx, `prompt_versions|${promptId}`);
    const before = cursor === undefined ? null : versionAt(signing, cursor);
    const mine = { promptId, orgId: ctx.orgId };
    const rows = await tx.promptVersion.findMany({
      where: { ...mine, ...(before === null ? {} : { version: { lt: before } }) },
      orderBy: { version: "desc" },
      take: limit + 1,
    });
    const labels = await tx.promptLabel.findMany({ where: mine, orderBy: { name: "asc" } });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      items: shown.map((row) =>
        viewVersion(
          row,
          labels.filter(({ version }) => version === row.version).map(({ name }) => name),
        ),
      ),
      next_cursor: hasMore ? encodeCursor(signing.key, signing.scope, [last.version]) : null,
      has_more: hasMore,
    };
  });
}

function versionAt({ key, scope }: ListSigning, cursor: string): number {
  const [version] = decodeCursor(key, scope, cursor);
  if (typeof version === "number") return version;
  throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
}

export async function viewPrompt(tx: Tx, row: Prompt): Promise<PromptView> {
  const [view] = await viewPrompts(tx, row.orgId, [row]);
  if (view === undefined) throw new Error("a row has a view");
  return view;
}

async function viewPrompts(tx: Tx, orgId: string, rows: readonly Prompt[]): Promise<PromptView[]> {
  const mine = { orgId, promptId: { in: rows.map(({ id }) => id) } };
  const newest = await tx.promptVersion.groupBy({ by: ["promptId"], where: mine, _max: { version: true } });
  const labels = await tx.promptLabel.findMany({ where: mine, orderBy: { name: "asc" } });
  return rows.map(({ id, projectId, slug, name, createdAt }) => ({
    ...{ id, project_id: projectId, slug, name },
    latest_version: newest.find(({ promptId }) => promptId === id)?._max.version ?? 0,
    labels: Object.fromEntries(
      labels.filter(({ promptId }) => promptId === id).map((label) => [label.name, label.version]),
    ),
    created_at: createdAt.toISOString(),
  }));
}
