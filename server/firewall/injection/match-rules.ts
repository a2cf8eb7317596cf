import { WordFinder } from "@/server/text/word-finder";
import { conceptNames } from "./concept-lookup";
import { PROXIMITY_RULES, STRUCTURE_RULES } from "./rules-table";
import type { Tokens } from "./tokenise";

interface CompiledRule {
  concepts: readonly number[];
  words: number;
}

const compiled: readonly CompiledRule[] = PROXIMITY_RULES.map(({ concepts, words }) => ({
  words,
  concepts: concepts.map((name) => {
    const concept = conceptNames.indexOf(name);
    if (concept < 0) throw new Error(`no concept is called ${name}`);
    return concept;
  }),
}));

/** For each concept the rules that it takes part in. */
const byConcept: readonly number[][] = conceptNames.map((_, concept) =>
  compiled.flatMap((rule, index) => (rule.concepts.includes(concept) ? [index] : [])),
);

export const ruleIds: readonly string[] = [...PROXIMITY_RULES, ...STRUCTURE_RULES].map(({ id }) => id);

const structureSigns = new WordFinder();
STRUCTURE_RULES.forEach(({ signs }, index) => {
  for (const sign of signs) structureSigns.add(sign, 1 << index);
});

const lastSeen = new Int32Array(conceptNames.length);

/** Marks in `matched`, by rule number, what the words and marks of a text match. One look at each word. */
export function matchRules(text: string, tokens: Tokens, matched: Uint8Array): void {
  lastSeen.fill(-1_000_000);
  for (let index = 0; index < tokens.count; index++) {
    const concept = tokens.concept[index] ?? 0;
    if (concept === 0) continue;
    lastSeen[concept] = index;
    for (const rule of byConcept[concept] ?? []) {
      if (matched[rule] === 0 && isNear(compiled[rule], index)) matched[rule] = 1;
    }
  }
  const signs = structureSigns.groupsIn(text);
  if (signs === 0) return;
  STRUCTURE_RULES.forEach(({ pattern }, index) => {
    if ((signs & (1 << index)) !== 0 && pattern.test(text)) matched[compiled.length + index] = 1;
  });
}

function isNear(rule: CompiledRule | undefined, index: number): boolean {
  if (rule === undefined) return false;
  for (const concept of rule.concepts) {
    if (index - (lastSeen[concept] ?? 0) > rule.words) return false;
  }
  return true;
}
