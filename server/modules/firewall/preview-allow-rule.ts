import { z } from "zod";
import { directionOf, type FirewallFinding } from "@/server/contracts/firewall";
import { type AllowPreview, PreviewAllowInput } from "@/server/contracts/firewall-allow";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { attackThreshold, type GiveWay, placeOf, replayRecord } from "@/server/firewall";
import { openBodies } from "@/server/modules/content-keys";
import { getProjectOrThrow } from "@/server/modules/projects";
import { oldestBody } from "@/server/modules/requests";
import { readFindings, WITH_HITS } from "./hits.queries";
import {
  countHits,
  excusesThis,
  type HitFacts,
  type Proposed,
  policiesOf,
  propose,
  readHitFacts,
} from "./propose-allow-rule";

/** Stored requests that are looked at, and the most that is read of them: somebody waits for it. */
const REQUESTS_MAX = 300;
const CHARACTERS_MAX = 3_000_000;
const SAMPLE_MAX = 10;

/** What a proposal would let pass besides the hit it is for. Changes nothing. */
export async function previewAllowRule(ctx: Ctx, input: PreviewAllowInput): Promise<AllowPreview> {
  authorize(ctx, "firewall:manage");
  const { proposal, ...key } = parseInput(PreviewAllowInput, input);
  const { facts, rows } = await withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, key.projectId);
    const found = await readHitFacts(tx, ctx, key);
    return { facts: found, rows: await readStored(tx, ctx, found) };
  });
  const proposed = await propose(facts, proposal);
  const none = { hits: 0, excused: 0, notCheckable: 0, sample: [] };
  if (proposed.kind === "refused") return { excusesThis: null, refusal: proposed.reason, ...none };
  const counts = await countExcused(facts, { proposed, ctx, rows });
  return { excusesThis: await excusesThis(facts, proposed, ctx), refusal: null, ...counts };
}

const Stored = z.array(
  z.object({
    requestId: z.string(),
    createdAt: z.date(),
    endpoint: z.string(),
    findings: z.unknown().transform(readFindings),
    keyVersion: z.int().nullable(),
    requestBody: z.string().nullable(),
    responseBody: z.string().nullable(),
  }),
);
type Stored = z.infer<typeof Stored>;

/** Other requests with a hit of the same category, the newest first. */
async function readStored(tx: Tx, ctx: Ctx, { key, request }: HitFacts): Promise<Stored> {
  const about = JSON.stringify([{ category: key.category }]);
  const rows = Stored.parse(
    await tx.$queryRaw`
      SELECT r.id::text AS "requestId", r.created_at AS "createdAt", r.endpoint, r.firewall_findings AS findings,
        b.key_version AS "keyVersion", b.request_body AS "requestBody", b.response_body AS "responseBody"
      FROM requests r
      LEFT JOIN request_bodies b ON b.request_id = r.id AND b.created_at = r.created_at AND b.org_id = r.org_id
      WHERE r.org_id = ${ctx.orgId} AND r.project_id = ${key.projectId} AND ${WITH_HITS}
        AND r.created_at >= ${oldestBody(ctx).toISOString()}::timestamptz AND r.id <> ${request.id}::uuid
        AND r.firewall_findings @> ${about}::jsonb
      ORDER BY r.created_at DESC LIMIT ${REQUESTS_MAX}`,
  );
  return openBodies(tx, ctx.orgId, rows);
}

interface Counting {
  proposed: Exclude<Proposed, { kind: "refused" }>;
  ctx: Ctx;
  rows: Stored;
}

async function countExcused(
  facts: HitFacts,
  { proposed, ctx, rows }: Counting,
): Promise<Pick<AllowPreview, "hits" | "excused" | "notCheckable" | "sample">> {
  const { key } = facts;
  const { before, after } = policiesOf(facts, proposed, ctx);
  const counts: Pick<AllowPreview, "hits" | "excused" | "notCheckable" | "sample"> = {
    ...{ hits: 0, excused: 0, notCheckable: 0, sample: [] },
  };
  let characters = 0;
  for (const row of rows) {
    const findings = row.findings.filter(
      (finding) => finding.category === key.category && directionOf(finding) === key.direction,
    );
    if (findings.length === 0) continue;
    counts.hits += 1;
    let isExcused = byFindings(findings, facts, proposed);
    if (isExcused === null) {
      characters += (row.requestBody?.length ?? 0) + (row.responseBody?.length ?? 0);
      const isReadable = characters <= CHARACTERS_MAX;
      const was = isReadable ? await replayRecord(row, before, giveWay) : null;
      const is = was === null ? null : await replayRecord(row, after, giveWay);
      if (was === null || is === null) {
        counts.notCheckable += 1;
        continue;
      }
      isExcused = countHits(is, key) < countHits(was, key);
    }
    if (!isExcused) continue;
    counts.excused += 1;
    const action = findings[0]?.action ?? "observed";
    if (counts.sample.length < SAMPLE_MAX)
      counts.sample.push({ requestId: row.requestId, createdAt: row.createdAt, action });
  }
  return counts;
}

/** What the stored findings alone tell; null where the text has to. */
function byFindings(
  findings: readonly FirewallFinding[],
  { key, policy }: HitFacts,
  proposed: Counting["proposed"],
): boolean | null {
  if (proposed.kind === "sensitivity") {
    const [from, to] = [
      attackThreshold(policy.sensitivity, "user"),
      attackThreshold(proposed.sensitivity, "user"),
    ];
    return findings.some(({ score }) => score >= from && score < to);
  }
  const { match } = proposed.rule;
  if (match.kind !== "place") return null;
  return findings.some(
    ({ detector, path, score }) =>
      detector === key.detector &&
      match.path === (key.direction === "answer" ? "answer" : placeOf(path)) &&
      (match.scoreMax === null || score <= match.scoreMax),
  );
}

const giveWay: GiveWay = () => new Promise((resolve) => setImmediate(resolve));
