import { describe, expect, it } from "vitest";
import type { TaskCategory } from "@/server/contracts/task-categories";
import { classifyTask, type TaskFacts } from "./classify-task";

const facts = (text: string, more: Partial<TaskFacts> = {}): TaskFacts => ({
  text,
  earlier: [],
  hasTools: false,
  hasImages: false,
  hasSchema: false,
  promptChars: text.length,
  ...more,
});

const EXAMPLES: readonly (readonly [TaskCategory, string])[] = [
  ["code", "My pytest run fails with a TypeError in parse_date, can you fix it?"],
  ["code", "Implement a binary search in Rust"],
  ["code", "```js\nconst a = 1\n```\nwhy is this undefined?"],
  ["math", "A baker sells 24 rolls for $3 each and spends $18 on flour. How much profit does she make?"],
  ["math", "Solve for x: 3x + 4 = 19"],
  ["math", "Let $f(x) = x^2 + 1$. What is $f(3)$?"],
  ["logic", "Three people stand in line; one is a knight and one a knave. Solve this logic puzzle."],
  [
    "calculation",
    "A train covers 120 km in 90 minutes. What is its speed?\nA) 60 km/h\nB) 80 km/h\nC) 90 km/h",
  ],
  ["calculation", "Evaluate 3^4 + 2^5 - 1\nA. 100\nB. 112"],
  [
    "calculation_long",
    `A tank is filled by two pumps while a third empties it. ${"The first works on even days only. ".repeat(10)}How much water is in it after 12 days?\nA) 40\nB) 50`,
  ],
  [
    "knowledge_long",
    `A woman sells her house to her brother. ${"Nobody has told the neighbour of it. ".repeat(10)}Who owns it?\nA) she\nB) he`,
  ],
  ["knowledge", "Which planet is largest?\nA) Mars\nB) Jupiter\nC) Venus"],
  ["translate", "Translate the following into Portuguese: good morning"],
  ["extract", "Summarize this article in three sentences"],
  ["extract", "Extract all invoice numbers from the text below"],
  ["write", "Write a friendly e-mail to a customer whose parcel is late"],
  ["write", "Draft a blog post about growing tomatoes"],
  ["qa", "Why is the sky blue?"],
  ["qa", "Wie funktioniert eine Wärmepumpe?"],
  ["chat", "thanks, that helps a lot"],
  ["general", "   "],
];

describe("classifyTask", () => {
  it.each(EXAMPLES)("calls it %s: %s", (category, text) => {
    expect(classifyTask(facts(text))).toBe(category);
  });

  it("goes by what the session was about where a turn alone says little", () => {
    const earlier = ["Fix this Python function", "hello", "Refactor the class in C#"];
    expect(classifyTask(facts("and shorter please", { earlier }))).toBe("code");
    expect(classifyTask(facts("Translate it into German", { earlier }))).toBe("translate");
  });

  it("sees pictures, tools, schemas and length before words", () => {
    expect(classifyTask(facts("what is this?", { hasImages: true }))).toBe("vision");
    expect(classifyTask(facts("is it raining there?", { hasTools: true }))).toBe("tool_use");
    expect(classifyTask(facts("John, 42, Berlin", { hasSchema: true }))).toBe("extract");
    expect(classifyTask(facts("Fix this Python function", { hasTools: true }))).toBe("code");
    expect(classifyTask(facts("why?", { promptChars: 200_000 }))).toBe("long_context");
  });

  it("answers quickly whatever it is given", () => {
    for (const text of [
      "a ".repeat(50_000),
      "\n".repeat(50_000),
      "$".repeat(50_000),
      "how many ".repeat(9_000),
    ])
      expect(classifyTask(facts(text))).toBeTypeOf("string");
  });
});
