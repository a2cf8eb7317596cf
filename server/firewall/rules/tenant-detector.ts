import type { Detection, Detector, ScanView } from "../detector";
import { type NormalText, normaliseText } from "../normalise/normalise-text";
import { PATTERN_FLAGS, RULES_MAX, type TenantRule } from "./tenant-rule";

/** Words of a topic count together within so many characters. */
const TOPIC_REACH = 600;
/** More findings of one rule in one text say nothing new. */
const FINDINGS_MAX = 200;

interface Span {
  start: number;
  end: number;
}
type Finder = (view: ScanView, plain: NormalText) => Span[];

/** A detector for one tenant's own rules. Built when the rules change, then used for every request. */
export function buildTenantDetector(rules: readonly TenantRule[], version: string): Detector {
  if (rules.length > RULES_MAX) throw new Error(`${rules.length} rules; ${RULES_MAX} are allowed`);
  const finders = rules.map((rule) => ({ id: rule.id, find: buildFinder(rule) }));
  return {
    id: "tenant-rules",
    version,
    scan(view: ScanView): Detection[] {
      const [plain] = view.views;
      if (plain === undefined) return [];
      return finders.flatMap(({ id, find }) =>
        find(view, plain).map(
          ({ start, end }): Detection => ({ category: "policy", ruleId: id, score: 1, start, end }),
        ),
      );
    },
  };
}

function buildFinder(rule: TenantRule): Finder {
  if (rule.kind === "regex") return patternFinder(new RegExp(rule.pattern, PATTERN_FLAGS));
  if (rule.kind === "keyword") {
    const phrases = rule.phrases
      .map((phrase) => normaliseText(phrase).text.trim())
      .filter((phrase) => phrase !== "");
    return (_, plain) =>
      phrases.flatMap((phrase) => findPhrase(plain.text, phrase)).map((span) => toOriginal(span, plain));
  }
  return topicFinder(rule.words, rule.wordsMin);
}

function patternFinder(pattern: RegExp): Finder {
  return ({ text }) => {
    const spans: Span[] = [];
    for (const match of text.matchAll(pattern)) {
      if (match[0] === "") continue;
      spans.push({ start: match.index, end: match.index + match[0].length });
      if (spans.length >= FINDINGS_MAX) break;
    }
    return spans;
  };
}

function topicFinder(words: readonly string[], wordsMin: number): Finder {
  const plainWords = [...new Set(words.map((word) => normaliseText(word).text.trim()))].filter(
    (word) => word !== "",
  );
  return (_, plain) => {
    const hits = plainWords
      .flatMap((word, index) => findPhrase(plain.text, word).map((span) => ({ ...span, index })))
      .sort((a, b) => a.start - b.start);
    const counts = new Map<number, number>();
    let first = 0;
    for (const hit of hits) {
      counts.set(hit.index, (counts.get(hit.index) ?? 0) + 1);
      for (let oldest = hits[first]; oldest && hit.end - oldest.start > TOPIC_REACH; oldest = hits[++first]) {
        const left = (counts.get(oldest.index) ?? 1) - 1;
        if (left === 0) counts.delete(oldest.index);
        else counts.set(oldest.index, left);
      }
      const start = hits[first]?.start;
      if (counts.size >= wordsMin && start !== undefined) return [toOriginal({ start, end: hit.end }, plain)];
    }
    return [];
  };
}

/** Whole words only, where the phrase begins and ends with letters of an alphabet that parts words. */
function findPhrase(text: string, phrase: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
    const end = at + phrase.length;
    if (isEdge(text, at - 1, at) && isEdge(text, end, end - 1)) spans.push({ start: at, end });
    if (spans.length >= FINDINGS_MAX) break;
  }
  return spans;
}

const WORD = /[\p{L}\p{N}_]/u;
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u;

function isEdge(text: string, outside: number, inside: number): boolean {
  const inner = text.charAt(inside);
  return !WORD.test(text.charAt(outside)) || !WORD.test(inner) || UNPARTED.test(inner);
}

function toOriginal({ start, end }: Span, { starts }: NormalText): Span {
  if (starts === null) return { start, end };
  return { start: starts[start] ?? start, end: starts[end] ?? end };
}
