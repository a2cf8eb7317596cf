import { directionOf, type FirewallPolicy, type HitKey } from "@/server/contracts/firewall";
import type {
  ActiveAllowRule,
  AllowMatch,
  AllowProposal,
  AllowRule,
} from "@/server/contracts/firewall-allow";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";
import {
  AllowList,
  attackLetThrough,
  attackThreshold,
  type GiveWay,
  hasPlaceholders,
  isAttackAlone,
  type Replayed,
  type ReplayPolicy,
  replayRecord,
  type StoredRecord,
  textsOf,
} from "@/server/firewall";
import { checkPattern } from "@/server/firewall/rules/check-pattern";
import { allowOptions, isHitCategory, placeOfHit } from "./allow-options";
import { readAllowRules, toActive } from "./allow-rules.queries";
import { readFirewallPolicy } from "./firewall-policies.queries";
import { contextsOf, findingsOf, findTexts, suggestionOf } from "./get-hit";
import { getHitRequestOrThrow } from "./hits.queries";

/** What is known of a hit when somebody proposes to let it pass. */
export interface HitFacts {
  key: HitKey;
  request: Awaited<ReturnType<typeof getHitRequestOrThrow>>;
  record: StoredRecord | null;
  policy: FirewallPolicy;
  rules: readonly AllowRule[];
}

export async function readHitFacts(tx: Tx, ctx: Ctx, key: HitKey): Promise<HitFacts> {
  const request = await getHitRequestOrThrow(tx, ctx, key);
  if (findingsOf(request.findings, key).length === 0) throw notFound("hit");
  const { record } = await findTexts(tx, ctx, request);
  return {
    ...{ key, request, record },
    policy: await readFirewallPolicy(tx, ctx, key.projectId),
    rules: await readAllowRules(tx, ctx, key.projectId),
  };
}

export type Proposed =
  | { kind: "rule"; rule: ActiveAllowRule }
  | { kind: "sensitivity"; sensitivity: "low" | "medium" }
  | { kind: "refused"; reason: string };

const refused = (reason: string): Proposed => ({ kind: "refused", reason });

/** A slightly higher score is the same mistake, written a little differently. */
const SCORE_REACH = 0.02;

/** The rule that a proposal stands for, or why there is none. */
export async function propose(facts: HitFacts, proposal: AllowProposal): Promise<Proposed> {
  const { key, policy, record } = facts;
  const { category, direction } = key;
  const hasText = textsAt(facts).length > 0;
  const options = allowOptions(key, { hasText, sensitivity: policy.sensitivity });
  if (!isHitCategory(category) || !options.includes(proposal.kind))
    return refused("This cannot be let pass in this way.");
  if (proposal.kind === "sensitivity")
    return { kind: "sensitivity", sensitivity: policy.sensitivity === "high" ? "medium" : "low" };
  const match = matchOf(facts, proposal);
  if (match === null) return refused("It was found at several places, so that no single one can be named.");
  if (match.kind === "pattern" && !isOurOwn(match.pattern, facts)) {
    const verdict = await checkPattern(match.pattern);
    if (!verdict.isAccepted) return refused(verdict.reason);
  }
  const isOfOne = match.kind === "place" || category !== "injection";
  const rule: ActiveAllowRule = {
    ...{ id: "proposed", category, direction, match, expiresAtMs: null },
    detector: isOfOne ? key.detector : null,
  };
  const sample = sampleOf(rule, record === null ? [] : textsAt(facts));
  if (category === "injection" && match.kind !== "place" && isAttackAlone(sample))
    return refused(
      "These words alone look so much like an attack that they are never let pass. Allow the place where they stand, or choose a lower sensitivity.",
    );
  const attack = attackLetThrough(rule, sample);
  if (attack !== null)
    return refused(`It would let real attacks pass as well, such as “${attack}” Make it narrower.`);
  return { kind: "rule", rule };
}

/** One bounded class among letters takes no time to speak of; the check for whatever people write takes seconds. */
function isOurOwn(pattern: string, { key, request, record }: HitFacts): boolean {
  if (record === null) return false;
  const findings = findingsOf(request.findings, key);
  const { suggestedPattern } = suggestionOf(key, contextsOf(record, findings, request.findings));
  return pattern === suggestedPattern && pattern.split(/(?<!\\)[{]/).length <= 3;
}

function matchOf(
  { key, request }: HitFacts,
  proposal: Exclude<AllowProposal, { kind: "sensitivity" }>,
): AllowMatch | null {
  if (proposal.kind !== "place") return proposal;
  const findings = findingsOf(request.findings, key);
  const path = placeOfHit(findings);
  if (path === null) return null;
  const score = Math.max(...findings.map((finding) => finding.score));
  const scoreMax = key.category === "injection" ? Math.min(1, score + SCORE_REACH) : null;
  return { kind: "place", path, scoreMax };
}

/** The stored texts in which the hit was found, with examples in the place of what was replaced. */
function textsAt({ key, request, record }: HitFacts): string[] {
  if (record === null) return [];
  const paths = new Set(findingsOf(request.findings, key).map(({ path }) => path));
  return textsOf(record, key.direction).flatMap(({ path, text }) => (paths.has(path) ? [text] : []));
}

/** A text that the rule excuses. */
function sampleOf(rule: ActiveAllowRule, texts: readonly string[]): string {
  const { match, category, direction } = rule;
  if (match.kind === "phrase") return match.phrase;
  if (match.kind === "place") return "";
  const list = new AllowList([rule]);
  for (const text of texts) {
    const [span] = list.spansIn(text, { category, direction, detector: rule.detector ?? "" });
    if (span !== undefined) return text.slice(span.start, span.end);
  }
  return match.pattern;
}

/** The policy as it is and as the proposal would make it. */
export function policiesOf(
  { key, policy, rules }: HitFacts,
  proposed: Exclude<Proposed, { kind: "refused" }>,
  { planId }: Ctx,
): { before: ReplayPolicy; after: ReplayPolicy } {
  const settings = lookingFor(policy, key);
  const active = rules.map(toActive);
  const before: ReplayPolicy = { settings, planId, allow: new AllowList(active) };
  if (proposed.kind === "sensitivity")
    return { before, after: { ...before, settings: { ...settings, sensitivity: proposed.sensitivity } } };
  return { before, after: { ...before, allow: new AllowList([...active, proposed.rule]) } };
}

/** What a key or header asked for may be off in the policy. */
function lookingFor(policy: FirewallPolicy, { category, direction }: HitKey): FirewallPolicy {
  if (direction === "answer") {
    if (!isHitCategory(category) || category === "injection" || policy.output[category] !== "off")
      return policy;
    return { ...policy, output: { ...policy.output, [category]: "observe" } };
  }
  if (!isHitCategory(category) || category === "links" || policy[category] !== "off") return policy;
  return { ...policy, [category]: "observe" };
}

/** How often a replayed record has the hit: whichever injection, or this one detector. */
export const countHits = (replayed: Replayed, { category, detector, direction }: HitKey): number =>
  replayed.findings.filter(
    (finding) =>
      finding.category === category &&
      directionOf(finding) === direction &&
      (category === "injection" || finding.detector === detector),
  ).length;

const giveWay: GiveWay = () => new Promise((resolve) => setImmediate(resolve));

/** Whether the reviewed hit itself would pass; null where its stored text does not tell. */
export async function excusesThis(
  facts: HitFacts,
  proposed: Exclude<Proposed, { kind: "refused" }>,
  ctx: Ctx,
): Promise<boolean | null> {
  const { key, request, record } = facts;
  const findings = findingsOf(request.findings, key);
  if (proposed.kind === "sensitivity")
    return findings.every(({ score }) => score < attackThreshold(proposed.sensitivity, "user"));
  if (proposed.rule.match.kind === "place") return true;
  if (record === null) return null;
  const { before, after } = policiesOf(facts, proposed, ctx);
  const replayed = await replayRecord(record, after, giveWay);
  const replayedBefore = await replayRecord(record, before, giveWay);
  if (replayed === null || replayedBefore === null || countHits(replayedBefore, key) === 0) return null;
  if (countHits(replayed, key) < countHits(replayedBefore, key)) return true;
  // What a placeholder stands for is not known; the example in its place need not be matched.
  return hasPlaceholders(record.requestBody ?? "") || hasPlaceholders(record.responseBody ?? "")
    ? null
    : false;
}
