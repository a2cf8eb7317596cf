import { z } from "zod";
import { FIREWALL_FOUND, FirewallFinding, HIT_DIRECTIONS, type HitKey } from "@/server/contracts/firewall";
import { HIT_ACTIONS, REVIEW_VERDICTS } from "@/server/contracts/firewall-hits";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { isUuidv7, uuidv7TimeMs } from "@/server/core/ids";
import { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { oldestMetadata } from "@/server/modules/requests";

export const DIRECTION = Prisma.sql`CASE WHEN f ->> 'path' ~ '^answer(\\.|$)' THEN 'answer' ELSE 'request' END`;

/** What each detector found in one row of `requests r`: the rows `h`. Old rows outlive the code that wrote them. */
export const HITS_OF_REQUEST = Prisma.sql`LATERAL (
  SELECT ${DIRECTION} AS direction, f ->> 'category' AS category, f ->> 'detector' AS detector,
    (ARRAY['observed', 'redacted', 'blocked'])[max(CASE f ->> 'action' WHEN 'blocked' THEN 3 WHEN 'redacted' THEN 2 ELSE 1 END)]
      AS action,
    count(*)::int AS findings, array_agg(DISTINCT f ->> 'path') AS paths
  FROM jsonb_array_elements(
    CASE WHEN jsonb_typeof(r.firewall_findings) = 'array' THEN r.firewall_findings ELSE '[]' END) AS f
  WHERE f ->> 'category' <> 'remote' AND f ->> 'detector' IS NOT NULL
  GROUP BY 1, 2, 3
) h`;

/** Its index has exactly these. */
export const WITH_HITS = Prisma.sql`r.firewall_status IN ('flag', 'redacted', 'blocked')`;

export const HitRow = z.object({
  requestId: z.string(),
  createdAt: z.date(),
  direction: z.enum(HIT_DIRECTIONS),
  category: z.enum(FIREWALL_FOUND).catch("error"),
  detector: z.string(),
  action: z.enum(HIT_ACTIONS),
  findings: z.int(),
  paths: z.array(z.string().nullable()).transform((paths) => paths.flatMap((path) => path ?? [])),
  verdict: z.enum(REVIEW_VERDICTS).nullable().catch(null),
});

/** The request of a hit with everything found in it; another project's is not found. */
export async function getHitRequestOrThrow(tx: Tx, ctx: Ctx, { requestId, projectId }: HitKey) {
  const id = requestId.toLowerCase();
  if (!isUuidv7(id)) throw notFound("hit");
  const createdAt = new Date(uuidv7TimeMs(id));
  if (createdAt < oldestMetadata(ctx)) throw notFound("hit");
  const request = await tx.request.findFirst({
    where: { id, createdAt, orgId: ctx.orgId, projectId },
    select: {
      id: true,
      createdAt: true,
      endpoint: true,
      storageMode: true,
      firewallFindings: true,
      firewallVersion: true,
    },
  });
  if (request === null) throw notFound("hit");
  return { ...request, findings: readFindings(request.firewallFindings) };
}

export function readFindings(stored: unknown): FirewallFinding[] {
  return Array.isArray(stored) ? stored.flatMap((item) => FirewallFinding.safeParse(item).data ?? []) : [];
}
