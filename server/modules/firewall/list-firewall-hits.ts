import { z } from "zod";
import {
  FIREWALL_HIT_DAYS,
  FirewallFinding,
  FirewallHits,
  ProjectOfFirewall,
} from "@/server/contracts/firewall";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";

const DAY_MS = 86_400_000;
const LATEST_MAX = 50;
const DETECTORS_MAX = 20;

const Rows = z.array(
  z.object({
    requestId: z.string(),
    createdAt: z.date(),
    status: z.string(),
    // Old rows outlive the code that wrote them.
    findings: z.array(z.unknown()).transform((items) =>
      items.flatMap((item) => {
        const { success, data } = FirewallFinding.safeParse(item);
        return success ? [data] : [];
      }),
    ),
  }),
);

/** What the firewall found in a project's requests of the last seven days. */
export async function listFirewallHits(ctx: Ctx, input: ProjectOfFirewall): Promise<FirewallHits> {
  authorize(ctx, "firewall:read");
  const { projectId } = parseInput(ProjectOfFirewall, input);
  const from = new Date(Math.floor(ctx.now().getTime() / DAY_MS - FIREWALL_HIT_DAYS + 1) * DAY_MS);
  const hits = Prisma.sql`org_id = ${ctx.orgId} and project_id = ${projectId}
    and created_at >= ${from.toISOString()}::timestamptz and firewall_status in ('flag', 'redacted', 'blocked')`;
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const days: unknown = await tx.$queryRaw`
      select date_trunc('day', created_at, 'UTC') as "day",
        count(*) filter (where firewall_status = 'flag')::int as "flagged",
        count(*) filter (where firewall_status = 'redacted')::int as "redacted",
        count(*) filter (where firewall_status = 'blocked')::int as "blocked"
      from requests where ${hits} group by 1 order by 1`;
    const detectors: unknown = await tx.$queryRaw`
      select found ->> 'category' as "category", found ->> 'detector' as "detector",
        count(distinct id)::int as "requests"
      from requests cross join lateral jsonb_array_elements(firewall_findings) as found
      where ${hits} and jsonb_typeof(firewall_findings) = 'array' and found ->> 'category' <> 'remote'
      group by 1, 2 order by 3 desc, 1, 2 limit ${DETECTORS_MAX}`;
    const latest: unknown = await tx.$queryRaw`
      select id::text as "requestId", created_at as "createdAt", firewall_status as "status",
        coalesce(firewall_findings, '[]') as "findings"
      from requests where ${hits} order by created_at desc, id desc limit ${LATEST_MAX}`;
    return FirewallHits.parse({ days, detectors, latest: Rows.parse(latest) });
  });
}
