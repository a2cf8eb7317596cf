interface Term {
  name: string;
  text: string;
}

export const DRY_RUN_TERMS: readonly Term[] = [
  {
    name: "From what to what",
    text: "How many requests would be blocked, redacted, only noted, or pass, by what was made of them before.",
  },
  {
    name: "What happened",
    text: "Before, as it was recorded: by the policy of that time and what single requests asked for.",
  },
  {
    name: "The saved policy",
    text: "Before, as the policy that is saved judges the same stored texts: every difference comes from your changes.",
  },
  { name: "By detector and rule", text: "In how many requests each one finds something, before and then." },
  { name: "Examples", text: "Changed requests, the newest of each way, each with what is found in it." },
];

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
