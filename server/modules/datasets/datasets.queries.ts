import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { ListSigning } from "@/server/core/list-page";
import { deriveKey } from "@/server/core/secrets";
import type { Dataset } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { masterKey } from "@/server/env";

/** What a key is confined to. */
export interface DatasetScope {
  projectId?: string;
}

/** The organisation's dataset; another's, or one of a project the key is not for, is not found. */
export async function getDatasetOrThrow(
  tx: Tx,
  ctx: Ctx,
  id: string,
  scope: DatasetScope = {},
): Promise<Dataset> {
  const row = await tx.dataset.findFirst({ where: { id, orgId: ctx.orgId, ...scope } });
  if (row === null) throw notFound("dataset");
  return row;
}

export function signingOf(ctx: Ctx, list: string): ListSigning {
  return { key: deriveKey(masterKey(), "cursor"), scope: `${ctx.orgId}|${list}` };
}
