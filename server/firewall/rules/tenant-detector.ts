import type { Detection, Detector, ScanView } from "../detector";
import { type NormalText, normaliseText } from "../normalise/normalise-text";
import { FINDINGS_MAX, findPhrase, type Span, toOriginal } from "./find-phrase";
import { PATTERN_FLAGS, RULES_MAX, type TenantRule } from "./tenant-rule";

/** Words of a topic count together within so many characters. */
const TOPIC_REACH = 600;
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
