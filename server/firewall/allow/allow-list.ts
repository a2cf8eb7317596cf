import type { HitCategory, HitDirection } from "@/server/contracts/firewall";
import { type ActiveAllowRule, ALLOWED_SPAN_MAX } from "@/server/contracts/firewall-allow";
import { normaliseText } from "../normalise/normalise-text";
import { FINDINGS_MAX, findPhrase, type Span, toOriginal } from "../rules/find-phrase";
import { PATTERN_FLAGS } from "../rules/tenant-rule";

export interface Found {
  category: HitCategory;
  detector: string;
  direction: HitDirection;
}

interface Place {
  /** With `*` for each number. */
  path: string;
  score: number;
}

type Spans = (text: string) => Span[];

interface Compiled {
  rule: ActiveAllowRule;
  /** Null for a place. */
  spans: Spans | null;
}

/** What a project lets pass although detectors find it. */
export class AllowList {
  readonly #rules: readonly Compiled[];

  /** `active`: the same list can be made of them elsewhere. */
  constructor(readonly active: readonly ActiveAllowRule[]) {
    this.#rules = active.map((rule) => ({ rule, spans: spansOf(rule) }));
  }

  /** Whether any phrase or pattern may excuse something of the category. */
  hasTexts(category: HitCategory, direction: HitDirection): boolean {
    return this.#rules.some(({ rule, spans }) => spans !== null && isOf(rule, category, direction));
  }

  /** The stretches of a text that are excused, in order, without overlaps. */
  spansIn(text: string, { category, detector, direction }: Found): Span[] {
    return this.#rules
      .filter(({ rule }) => isOf(rule, category, direction) && concerns(rule, detector))
      .flatMap(({ spans }) => spans?.(text) ?? [])
      .sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** The same, whichever detector they excuse. */
  allSpansIn(text: string, { category, direction }: Omit<Found, "detector">): Span[] {
    return this.#rules
      .filter(({ rule }) => isOf(rule, category, direction))
      .flatMap(({ spans }) => spans?.(text) ?? []);
  }

  /** Whether a rule excuses this detector at this place, whatever the text. */
  excusesPlace({ category, detector, direction }: Found, { path, score }: Place): boolean {
    return this.#rules.some(
      ({ rule }) =>
        rule.match.kind === "place" &&
        isOf(rule, category, direction) &&
        concerns(rule, detector) &&
        rule.match.path === (direction === "answer" ? "answer" : path) &&
        (rule.match.scoreMax === null || score <= rule.match.scoreMax),
    );
  }
}

const isOf = (rule: ActiveAllowRule, category: HitCategory, direction: HitDirection): boolean =>
  rule.category === category && rule.direction === direction;

const concerns = ({ detector }: ActiveAllowRule, found: string): boolean =>
  detector === null || detector === found;

function spansOf({ match }: ActiveAllowRule): Spans | null {
  if (match.kind === "place") return null;
  if (match.kind === "phrase") {
    const phrase = normaliseText(match.phrase).text.trim();
    if (phrase === "") return () => [];
    return (text) => {
      const plain = normaliseText(text);
      return findPhrase(plain.text, phrase).map((span) => toOriginal(span, plain));
    };
  }
  const pattern = new RegExp(match.pattern, PATTERN_FLAGS);
  return (text) => {
    const spans: Span[] = [];
    for (const found of text.matchAll(pattern)) {
      const { length } = found[0];
      // A match this long is more than whoever wrote the pattern has looked at.
      if (length > 0 && length <= ALLOWED_SPAN_MAX)
        spans.push({ start: found.index, end: found.index + length });
      if (spans.length >= FINDINGS_MAX) break;
    }
    return spans;
  };
}

/** What of these spans lies in none of the excused ones: only what is excused as a whole is left out. */
export function outsideAllowed<Hit extends Span>(hits: readonly Hit[], allowed: readonly Span[]): Hit[] {
  if (allowed.length === 0) return [...hits];
  return hits.filter((hit) => !allowed.some(({ start, end }) => start <= hit.start && hit.end <= end));
}

const lists = new WeakMap<readonly ActiveAllowRule[], { list: AllowList; untilMs: number }>();

/** The rules that have not expired; made once for each state of them. Null where there are none. */
export function activeAllowList(rules: readonly ActiveAllowRule[], nowMs: number): AllowList | null {
  if (rules.length === 0) return null;
  const known = lists.get(rules);
  if (known !== undefined && nowMs < known.untilMs) return known.list;
  const active = rules.filter(({ expiresAtMs }) => expiresAtMs === null || nowMs < expiresAtMs);
  const list = new AllowList(active);
  const untilMs = Math.min(...active.map(({ expiresAtMs }) => expiresAtMs ?? Number.POSITIVE_INFINITY));
  lists.set(rules, { list, untilMs });
  return list;
}

/** A path with `*` for each number in it: the same place in every request. */
export const placeOf = (path: string): string => path.replace(/(?<=^|\.)\d{1,7}(?=\.|$)/g, "*");
