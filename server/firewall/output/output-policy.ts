import {
  type FirewallMode,
  type FirewallOutput,
  OUTPUT_CATEGORIES,
  type OutputCategory,
} from "@/server/contracts/firewall";
import type { Steps } from "@/server/text/in-turns";
import { type AllowList, outsideAllowed } from "../allow/allow-list";
import { type Detector, ScanView } from "../detector";
import { findPii } from "../find-pii";
import { findSecrets } from "../find-secrets";
import { mergeFindings, outsideOf } from "../merge-findings";
import type { Span } from "../rules/find-phrase";
import { piecesOf } from "../scan/pieces";
import { type EchoIndex, findEcho } from "./find-echo";
import { findExfiltration } from "./find-exfiltration";

export interface OutputPolicy {
  modes: Readonly<Record<OutputCategory, FirewallMode>>;
  linkHosts: readonly string[];
  /** The project's own rules; null where it has none. */
  rules: Detector | null;
  /** Its system text; null where nobody looks for it. */
  echo: EchoIndex | null;
  /** What passes although it is found; null where nothing does. */
  allow: AllowList | null;
}

/** Something found in an answer, in UTF-16 units of its text. */
export interface OutputHit {
  category: OutputCategory;
  detector: string;
  start: number;
  end: number;
}

export function outputPolicy(
  { linkHosts, ...output }: FirewallOutput,
  { rules, echo, allow = null }: Pick<OutputPolicy, "rules" | "echo"> & Partial<Pick<OutputPolicy, "allow">>,
): OutputPolicy {
  const { pii, secrets, links } = output;
  const modes = {
    ...{ pii, secrets, links },
    rules: rules === null ? ("off" as const) : output.rules,
    echo: echo === null ? ("off" as const) : output.echo,
  };
  return { modes, linkHosts, rules, echo, allow };
}

/** Whether something of an answer may be changed or stopped, so that its words have to wait until they are read. */
export const actsOnOutput = ({ modes }: OutputPolicy): boolean =>
  OUTPUT_CATEGORIES.some((category) => isActive(modes[category]));

export const readsOutput = ({ modes }: OutputPolicy): boolean =>
  OUTPUT_CATEGORIES.some((category) => modes[category] !== "off");

export const isActive = (mode: FirewallMode): boolean => mode === "redact" || mode === "block";

/** What a part of an answer holds of what is looked for in one of these modes, in order, without overlaps. */
export function findInOutput(
  text: string,
  policy: OutputPolicy,
  counts: (mode: FirewallMode) => boolean,
): OutputHit[] {
  const { modes, linkHosts, rules, echo } = policy;
  const hits: OutputHit[] = [];
  const isAsked = (category: OutputCategory): boolean => counts(modes[category]);
  if (isAsked("secrets") || isAsked("pii")) {
    const secrets = mergeFindings(findSecrets(text));
    if (isAsked("secrets"))
      for (const span of secrets) hits.push({ ...span, category: "secrets", detector: "secret" });
    if (isAsked("pii"))
      for (const { kind, ...span } of outsideOf(findPii(text), secrets))
        hits.push({ ...span, category: "pii", detector: kind.toLowerCase() });
  }
  if (isAsked("links"))
    for (const { start, end } of findExfiltration(text, linkHosts))
      hits.push({ category: "links", detector: "exfiltration", start, end });
  if (rules !== null && isAsked("rules"))
    for (const { ruleId, start, end } of rules.scan(new ScanView(text, "user")))
      hits.push({ category: "rules", detector: ruleId, start, end });
  if (echo !== null && isAsked("echo"))
    for (const span of findEcho(text, echo))
      hits.push({ ...span, category: "echo", detector: "system_text" });
  return mergeFindings(unexcused(hits, text, policy));
}

/** Longer texts are looked at in pieces that overlap by more than any finding is long. */
const PIECE = { length: 32_768, overlap: 8_192 };

/** The same in steps. */
export function* hitSteps(
  text: string,
  policy: OutputPolicy,
  counts: (mode: FirewallMode) => boolean,
): Steps<OutputHit[]> {
  if (text.length <= PIECE.length) return findInOutput(text, policy, counts);
  const hits: OutputHit[] = [];
  // What may still have to be merged with what the next piece holds.
  let open: OutputHit[] = [];
  for (const { text: piece, offset } of piecesOf(text, PIECE)) {
    const settled = open.findIndex(({ end }) => end > offset);
    for (const hit of open.splice(0, settled === -1 ? open.length : settled)) hits.push(hit);
    for (const { category, detector, start, end } of findInOutput(piece, policy, counts))
      open.push({ category, detector, start: start + offset, end: end + offset });
    open = mergeFindings(open);
    yield;
  }
  for (const hit of open) hits.push(hit);
  return hits;
}

/** Stretches of an answer that a rule lets pass, whatever is found in them. */
export function allowedInOutput(text: string, { allow }: OutputPolicy): Span[] {
  if (allow === null) return [];
  return OUTPUT_ALLOWED.flatMap((category) =>
    allow.hasTexts(category, "answer") ? allow.allSpansIn(text, { category, direction: "answer" }) : [],
  );
}

const OUTPUT_ALLOWED = ["pii", "rules", "links"] as const;

function unexcused(hits: OutputHit[], text: string, { allow }: OutputPolicy): OutputHit[] {
  if (allow === null || hits.length === 0) return hits;
  const excuses = new Map<string, { isWhole: boolean; spans: readonly Span[] }>();
  return hits.filter((hit) => {
    const { category, detector } = hit;
    if (category === "echo") return true;
    const found = { category, detector, direction: "answer" } as const;
    const known = excuses.get(`${category} ${detector}`) ?? {
      isWhole: allow.excusesPlace(found, { path: "answer", score: 1 }),
      spans: allow.spansIn(text, found),
    };
    excuses.set(`${category} ${detector}`, known);
    return !known.isWhole && outsideAllowed([hit], known.spans).length > 0;
  });
}
