import { type Check, PASSED } from "./check-types";

const LINKS_MAX = 100;
const LINK = /https?:\/\/[^\s<>"'`\])}|\\]+/gi;
/** `[3]`, as in “see [3]”; not an index in code and no link's text. */
const MARK = /(?<![\w\])])\[(\d{1,3})\](?![([:])/g;

/** Whether what an answer refers to was given: only where sources were given at all. */
export const checkSources: Check = {
  name: "sources",
  version: 1,
  run({ answer, given, question, format }) {
    if (format.kind !== "text") return null;
    const sources = `${given}\n${question}`;
    const prose = answer.replace(/```[\s\S]*?(?:```|$)/g, " ");
    const links = referencesIn(linksIn(prose), linksIn(sources));
    const marks = referencesIn(marksIn(prose), numbersIn(sources));
    const total = links.total + marks.total;
    if (total === 0) return null;
    const known = links.known + marks.known;
    if (known === total) return PASSED;
    return {
      score: known / total,
      note: `${total - known} of ${total} references lead to nothing that was given.`,
    };
  },
};

interface References {
  known: number;
  total: number;
}

function referencesIn(used: readonly string[], given: readonly string[]): References {
  if (given.length === 0) return { known: 0, total: 0 };
  const sources = new Set(given);
  return { known: used.filter((one) => sources.has(one)).length, total: used.length };
}

function linksIn(text: string): string[] {
  const found = new Set<string>();
  for (const [link] of text.matchAll(LINK)) {
    found.add(
      link
        .replace(/[.,;:!?*_]+$/, "")
        .replace(/\/$/, "")
        .toLowerCase(),
    );
    if (found.size === LINKS_MAX) break;
  }
  return [...found];
}

function marksIn(text: string): string[] {
  return [...new Set([...text.matchAll(MARK)].map(([, number = ""]) => String(Number(number))))];
}

/** Sources that were numbered: `[1] …`, `1. …` or `Source 1:` at the beginning of a line. */
function numbersIn(text: string): string[] {
  const numbered = /^\s*(?:\[(\d{1,3})\]|(?:source|document|doc|fonte|quelle)\s+#?(\d{1,3})\b)/gim;
  return [...text.matchAll(numbered)].map(([, bracket, named]) => String(Number(bracket ?? named)));
}
