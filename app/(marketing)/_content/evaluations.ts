import type { Term } from "./docs";

export const CHECK_TERMS: readonly Term[] = [
  { name: "Has an answer", text: "There are words, or a tool is called." },
  { name: "Is complete", text: "The model did not run out of tokens." },
  {
    name: "Does not refuse",
    text: "It neither declines in its first words nor is it marked as refused or filtered.",
  },
  { name: "Format", text: "Where JSON was asked for it is JSON, and valid against the schema you sent." },
  {
    name: "Code parses",
    text: "Blocks of JSON, JavaScript and TypeScript have no syntax error. Others are left alone.",
  },
  { name: "Language", text: "It is in the language of the question, unless another one was asked for." },
  { name: "Does not repeat itself", text: "No run of words comes again and again." },
  { name: "References", text: "Links and numbers such as [2] lead to sources that the request contained." },
];

export const JUDGE_TERMS: readonly Term[] = [
  { name: "Sample", text: "The share of answers you choose, drawn by chance." },
  { name: "Budget", text: "What it may cost a month. Your organisation’s budgets hold too." },
  { name: "Family", text: "It is never asked about an answer of its own model family." },
  { name: "Rubric", text: "What five points and one point stand for. A new wording is a new version." },
  {
    name: "Calls",
    text: "They are among your requests, marked as the judge’s, at your price. They do not count towards your plan’s requests, are not judged, and teach nothing themselves.",
  },
  {
    name: "Empty or broken answers",
    text: "What has no words, was cut off, refuses, misses its format or goes in circles gets 0 without a call.",
  },
];
