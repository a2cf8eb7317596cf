import {
  directionOf,
  FIREWALL_PATTERN_MAX,
  type FirewallFinding,
  HitKey,
  REVIEWABLE_CATEGORIES,
} from "@/server/contracts/firewall";
import { ALLOW_PHRASE_MAX } from "@/server/contracts/firewall-allow";
import { HitDetail } from "@/server/contracts/firewall-hits";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { type Context, contextOf, hasPlaceholders, patternOf, type StoredRecord } from "@/server/firewall";
import { openBody, openTextsOf } from "@/server/modules/content-keys";
import { getProjectOrThrow } from "@/server/modules/projects";
import { oldestBody } from "@/server/modules/requests";
import { allowOptions, placeOfHit } from "./allow-options";
import { readFirewallPolicy } from "./firewall-policies.queries";
import { getHitRequestOrThrow } from "./hits.queries";

const CONTEXTS_MAX = 5;

/** Everything known of one hit, with as much of the text as is stored; nothing private of it is shown. */
export async function getHit(ctx: Ctx, input: HitKey): Promise<HitDetail> {
  authorize(ctx, "firewall:read");
  authorize(ctx, "request:read");
  const key = parseInput(HitKey, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, key.projectId);
    const request = await getHitRequestOrThrow(tx, ctx, key);
    const findings = findingsOf(request.findings, key);
    const [first] = findings;
    if (first === undefined) throw notFound("hit");
    const { record, textState } = await findTexts(tx, ctx, request);
    const contexts = record === null ? [] : contextsOf(record, findings, request.findings);
    const { sensitivity } = await readFirewallPolicy(tx, ctx, key.projectId);
    const review = await findReview(tx, ctx, key);
    return HitDetail.parse({
      ...key,
      requestId: request.id,
      createdAt: request.createdAt,
      action: strongest(findings),
      findings: findings.length,
      paths: [...new Set(findings.map(({ path }) => path))],
      verdict: review?.verdict ?? null,
      findingList: findings,
      policyVersion: request.firewallVersion,
      storageMode: request.storageMode,
      textState: record !== null && contexts.length === 0 ? "unreadable" : textState,
      contexts,
      review,
      options: isReviewable(key) ? allowOptions(key, { hasText: contexts.length > 0, sensitivity }) : [],
      ...suggestionOf(key, contexts),
      place: placeOfHit(findings),
      score: Math.max(...findings.map(({ score }) => score)),
    });
  });
}

export const isReviewable = ({ category }: Pick<HitKey, "category">): boolean =>
  REVIEWABLE_CATEGORIES.some((each) => each === category);

export const findingsOf = (all: readonly FirewallFinding[], key: HitKey): FirewallFinding[] =>
  all.filter(
    (finding) =>
      finding.category === key.category &&
      finding.detector === key.detector &&
      directionOf(finding) === key.direction,
  );

const STRENGTHS = ["blocked", "redacted", "observed"] as const;

const strongest = (findings: readonly FirewallFinding[]): FirewallFinding["action"] =>
  STRENGTHS.find((action) => findings.some((finding) => finding.action === action)) ?? "observed";

interface HitRequest {
  id: string;
  createdAt: Date;
  endpoint: string;
  storageMode: string;
}

export async function findTexts(
  tx: Tx,
  ctx: Ctx,
  { id, createdAt, endpoint, storageMode }: HitRequest,
): Promise<{ record: StoredRecord | null; textState: HitDetail["textState"] }> {
  const keepsTexts = storageMode === "full" || storageMode === "redacted";
  if (createdAt < oldestBody(ctx)) return { record: null, textState: keepsTexts ? "expired" : "not_stored" };
  const found = await tx.requestBody.findFirst({
    where: { requestId: id, createdAt, orgId: ctx.orgId },
    select: { requestId: true, keyVersion: true, requestBody: true, responseBody: true },
  });
  const body = await openBody(tx, ctx.orgId, found);
  return body === null
    ? { record: null, textState: "not_stored" }
    : {
        record: { endpoint, requestBody: body.requestBody, responseBody: body.responseBody },
        textState: "shown",
      };
}

export function contextsOf(
  record: StoredRecord,
  findings: readonly FirewallFinding[],
  all: readonly FirewallFinding[],
): Context[] {
  return findings.slice(0, CONTEXTS_MAX).flatMap((finding) => contextOf(record, finding, all) ?? []);
}

export function suggestionOf(
  { category }: HitKey,
  [context]: readonly Context[],
): Pick<HitDetail, "suggestedPhrase" | "suggestedPattern"> {
  if (context === undefined || category !== "injection")
    return { suggestedPhrase: null, suggestedPattern: null };
  const whole = context.whole.trim();
  const text = whole.length <= ALLOW_PHRASE_MAX ? whole : context.marked.slice(0, ALLOW_PHRASE_MAX).trim();
  if (text === "" || text.includes("\n")) return { suggestedPhrase: null, suggestedPattern: null };
  return hasPlaceholders(text)
    ? { suggestedPhrase: null, suggestedPattern: fitting(text) }
    : { suggestedPhrase: text, suggestedPattern: null };
}

/** A pattern that is too long to be one helps nobody. */
function fitting(text: string): string | null {
  const pattern = patternOf(text);
  return pattern.length <= FIREWALL_PATTERN_MAX ? pattern : null;
}

async function findReview(tx: Tx, ctx: Ctx, key: HitKey) {
  const { requestId, direction, category, detector, projectId } = key;
  const review = await tx.firewallReview.findFirst({
    where: { orgId: ctx.orgId, projectId, requestId: requestId.toLowerCase(), direction, category, detector },
    select: { id: true, verdict: true, reviewer: true, reviewedAt: true, note: true, allowRuleId: true },
  });
  return openTextsOf(tx, ctx.orgId, "firewall_reviews", review);
}
