interface Term {
  name: string;
  text: string;
}

export const HIT_TERMS: readonly Term[] = [
  { name: "Hit", text: "What one detector found in one request or in its answer, however often." },
  {
    name: "Category",
    text: "Prompt injection, personal data, secrets, your rules, links that carry data, your system prompt repeated.",
  },
  { name: "Detector", text: "Which kind of data or key, which wording, or which of your rules." },
  { name: "Result", text: "Noted, redacted or blocked: the most that was done about it." },
  { name: "Policy version", text: "The version that the request was looked through by." },
];

export const ALLOW_TERMS: readonly Term[] = [
  {
    name: "Phrase",
    text: "Words, however they are written; at most 200 characters. Not for secrets: the rule would have to hold one.",
  },
  {
    name: "Pattern",
    text: "A regular expression in RE2 syntax that takes time in proportion to the text; in requests only.",
  },
  {
    name: "Place",
    text: "One detector at one parameter, such as messages.*.content, or in answers as a whole. Of injection only what scores no more than the reviewed text.",
  },
  {
    name: "Sensitivity",
    text: "One step lower for the whole project: fewer ordinary texts are stopped, and fewer attacks.",
  },
];
