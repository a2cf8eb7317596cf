import { directionOf, type FirewallFinding } from "@/server/contracts/firewall";
import { DryRunChangeDetail, DryRunChangeInput } from "@/server/contracts/firewall-dry-runs";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import {
  type Context,
  contextOf,
  contextOfReplayed,
  type GiveWay,
  type ReplayPolicy,
  replayRecord,
  type StoredRecord,
} from "@/server/firewall";
import { oldestBody } from "@/server/modules/requests";
import { getDryRunOrThrow } from "./dry-runs.queries";
import type { StoredRequest } from "./judge-stored";
import { policiesOf } from "./policies";
import { readStored } from "./read-stored.queries";

const FOUND_MAX = 12;
const CARRIED: ReadonlySet<FirewallFinding["category"]> = new Set(["rules", "links", "echo"]);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What both policies find in a changed request, in the texts that are stored by now; nothing private is shown. */
export async function getChange(ctx: Ctx, input: DryRunChangeInput): Promise<DryRunChangeDetail> {
  authorize(ctx, "firewall:read");
  authorize(ctx, "request:read");
  const { requestId, ...key } = parseInput(DryRunChangeInput, input);
  if (!UUID.test(requestId)) throw notFound("change");
  const { run, change, stored } = await withTenant(ctx, async (tx) => {
    const row = await getDryRunOrThrow(tx, ctx, key);
    const found = await tx.firewallDryRunChange.findFirst({
      where: { orgId: ctx.orgId, dryRunId: row.id, requestId },
    });
    if (found === null) throw notFound("change");
    return { run: row, change: found, stored: await readStored(tx, row, found) };
  });
  const isStored = stored !== null && stored.requestBody !== null && stored.createdAt >= oldestBody(ctx);
  const found = isStored ? await findAgain(stored, policiesOf(run)) : [];
  return DryRunChangeDetail.parse({ ...change, isStored, found });
}

async function findAgain(
  stored: StoredRequest,
  { saved, draft }: { saved: ReplayPolicy; draft: ReplayPolicy },
): Promise<DryRunChangeDetail["found"]> {
  const { keyFloor } = stored;
  const byDraft = (await replayRecord(stored, { ...draft, keyFloor }, giveWay))?.findings ?? [];
  const bySaved = (await replayRecord(stored, { ...saved, keyFloor }, giveWay))?.findings ?? [];
  const known = new Set(byDraft.map(nameOf));
  return [
    ...byDraft.map((finding) => ({ by: "draft" as const, finding })),
    ...bySaved
      .filter((finding) => !known.has(nameOf(finding)))
      .map((finding) => ({ by: "saved" as const, finding })),
  ]
    .slice(0, FOUND_MAX)
    .map(({ by, finding }) => {
      const { category, detector, action, score } = finding;
      const direction = directionOf(finding);
      return { direction, category, detector, by, action, score, context: surroundings(stored, finding) };
    });
}

/** What a rule had replaced was not found again: its place is that of when the request came. */
function surroundings(stored: StoredRequest, finding: FirewallFinding): Context | null {
  const record: StoredRecord = stored;
  return CARRIED.has(finding.category) && stored.found.some((each) => nameOf(each) === nameOf(finding))
    ? contextOf(record, finding, stored.found)
    : contextOfReplayed(record, finding);
}

const nameOf = ({ category, detector, path, start, end }: FirewallFinding): string =>
  `${category} ${detector} ${path} ${start} ${end}`;

const giveWay: GiveWay = () => new Promise((resolve) => setImmediate(resolve));
