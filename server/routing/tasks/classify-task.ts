import type { TaskCategory } from "@/server/contracts/task-categories";
import {
  ASKS_QUANTITY,
  BLANK,
  CHOICES,
  CODE_LANGUAGE,
  CODE_NOUN,
  CODE_PROSE,
  CODE_STRONG,
  CODE_VERB,
  EXTRACT,
  FIGURE,
  LOGIC,
  MATH_NOTATION,
  MATH_WORDS,
  NOTATION_SIGN,
  NUMBER,
  QUANTITY,
  QUESTION_START,
  TRANSLATE,
  WORKED_OUT,
  WRITE,
} from "./task-rules";
import { type ReadText, readText } from "./text-rule";

/** What can be seen of a request without reading it all. */
export interface TaskFacts {
  /** The last thing the user said. */
  text: string;
  /** What the user said before, the latest first; asked only when the last turn alone says little. */
  earlier: readonly string[];
  hasTools: boolean;
  hasImages: boolean;
  /** The answer has to follow a schema. */
  hasSchema: boolean;
  /** Characters of the whole prompt. */
  promptChars: number;
}

/** Longer than this, what counts is whether a model finds its way at all. */
const LONG_CHARS = 100_000;
/** Only the beginning and the end of a turn are read: instructions stand there, pasted text between. */
const READ_CHARS = { start: 500, end: 300 };
/** Choices may stand behind a long question. */
const CHOICES_CHARS = 4_000;
const EARLIER_MAX = 6;
/** Where a question with choices is a story, and how many signs and figures make it one to work out. */
const LONG_QUESTION_CHARS = 350;
const NOTATION_SIGNS = 2;
const FIGURES = 3;

/** The category of a request by rules: no model, no state, the same answer in every process. */
export function classifyTask(facts: TaskFacts): TaskCategory {
  if (facts.hasImages) return "vision";
  if (facts.promptChars > LONG_CHARS) return "long_context";
  const own = classifyText(facts.text);
  if (own === "chat" || own === "general") {
    const before = majority(facts.earlier.slice(0, EARLIER_MAX).map(classifyText));
    if (before !== null) return before;
  }
  if (facts.hasTools && (own === "qa" || own === "chat" || own === "general")) return "tool_use";
  if (facts.hasSchema && (own === "qa" || own === "chat" || own === "general")) return "extract";
  return own;
}

/** The commonest telling category, the latest of equals. */
function majority(categories: readonly TaskCategory[]): TaskCategory | null {
  const counts = new Map<TaskCategory, number>();
  for (const category of categories)
    if (category !== "chat" && category !== "general") counts.set(category, (counts.get(category) ?? 0) + 1);
  let best: TaskCategory | null = null;
  for (const [category, count] of counts)
    if (best === null || count > (counts.get(best) ?? 0)) best = category;
  return best;
}

/** The category of one turn. The order is that of the rules: what is surer comes first. */
export function classifyText(whole: string): TaskCategory {
  const { start, end } = READ_CHARS;
  const read = whole.length <= start + end ? whole : `${whole.slice(0, start)}\n${whole.slice(-end)}`;
  // Rules in lower case on text in lower case: several times as fast as rules that ignore case.
  const text = readText(read.toLowerCase());
  if (text.text.trim() === "") return "general";
  if (LOGIC.test(text)) return "logic";
  if (isCode(text)) return "code";
  const choices = whole.includes("\n") ? whole.slice(0, CHOICES_CHARS).search(CHOICES) : -1;
  if (choices >= 0) return choiceQuestion(whole.slice(0, choices));
  if (isMath(text)) return "math";
  if (BLANK.test(text)) return "knowledge";
  if (TRANSLATE.test(text)) return "translate";
  if (EXTRACT.test(text)) return "extract";
  if (WRITE.test(text)) return "write";
  if (text.text.includes("?") || QUESTION_START.test(text.text)) return "qa";
  return "chat";
}

/** A question with choices: to be known or to be worked out, at a glance or from a whole story. */
function choiceQuestion(question: string): TaskCategory {
  const text = question.toLowerCase();
  const isLong = text.length > LONG_QUESTION_CHARS;
  const isWorkedOut =
    WORKED_OUT.test(text) ||
    (text.match(NOTATION_SIGN)?.length ?? 0) > NOTATION_SIGNS ||
    (text.match(FIGURE)?.length ?? 0) >= FIGURES;
  if (isWorkedOut) return isLong ? "calculation_long" : "calculation";
  return isLong ? "knowledge_long" : "knowledge";
}

function isCode(text: ReadText): boolean {
  if (CODE_STRONG.test(text)) return true;
  if (CODE_NOUN.test(text)) return !CODE_PROSE.test(text);
  return CODE_LANGUAGE.test(text) && CODE_VERB.test(text.text) && !CODE_PROSE.test(text);
}

function isMath(text: ReadText): boolean {
  if (MATH_NOTATION.test(text) || MATH_WORDS.test(text)) return true;
  return ASKS_QUANTITY.test(text) && QUANTITY.test(text.text) && (text.text.match(NUMBER)?.length ?? 0) >= 2;
}
