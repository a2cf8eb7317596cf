import type { ErasurePage } from "@/server/contracts/erasure";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { readCounts } from "./erased-counts";

const SHOWN_MAX = 50;

/** The organisation's latest erasures, newest first. */
export async function listErasures(ctx: Ctx): Promise<ErasurePage> {
  authorize(ctx, "data:erase");
  const rows = await withTenant(ctx, (tx) =>
    tx.erasure.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
      take: SHOWN_MAX,
      select: {
        id: true,
        projectId: true,
        actorLabel: true,
        requestedAt: true,
        finishedAt: true,
        counts: true,
      },
    }),
  );
  return { items: rows.map(({ counts, ...row }) => ({ ...row, deleted: readCounts(counts) })) };
}
