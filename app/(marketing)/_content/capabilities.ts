interface Capability {
  title: string;
  text: string;
}

/** What a visitor who signs up today can use. */
export const CAPABILITIES: readonly Capability[] = [
  {
    title: "OpenAI-compatible gateway",
    text: "Chat completions, streaming, tools, structured output and embeddings. You change the base URL and the key; the SDK stays.",
  },
  {
    title: "Routes with fallback",
    text: "Name your candidates once. Send model “auto” and a session keeps its model; when a provider fails or is silent for too long before its first token, the next one answers. Pin a route to one model in one click.",
  },
  {
    title: "Every request, explained",
    text: "Each attempt on a timeline, every part of a cost with its price, and why this model was chosen. An unknown price is shown as unknown, never as zero; set your own, and past requests are priced too.",
  },
  {
    title: "Records that survive a crash",
    text: "A request is written to a journal before its answer ends. If our database is away, your traffic keeps flowing and the records arrive later.",
  },
  {
    title: "You choose what is stored",
    text: "The whole text, a redacted one or none at all, per project. Redaction runs before anything is written.",
  },
  {
    title: "A sandbox without provider keys",
    text: "Built-in models with different quality, speed and price, and others that fail on request, so that you can test your error handling.",
  },
  {
    title: "Session NPS from your end users",
    text: "A small accessible widget, or one API call, ties a 0–10 answer to the decisions of the session it is about.",
  },
  {
    title: "Routing that learns from four signals",
    text: "NPS, automatic evaluation, your team’s ratings and public benchmarks become one score per candidate, inside limits that you set.",
  },
  {
    title: "Learning pooled across customers",
    text: "Numbers only, never text, and only where at least five organisations contribute. Enterprise can opt out and verify it with two hashes.",
  },
  {
    title: "Firewall on prompts and answers",
    text: "Prompt injection, secrets and personal data are noted, replaced or stopped before a provider sees them; secrets, personal data and links that carry data away before your users do, streams included. By project and key, with rules of your own.",
  },
  {
    title: "Prompts apart from code",
    text: "Versions that never change, labels that move, variables that are checked, used by any client through a header; with the cost and the NPS of each version.",
  },
  {
    title: "Evaluation of what comes in",
    text: "Eight checks without a model, a judge on your own provider that is measured against your users’ scores, ratings by your team, and datasets to compare models before a change.",
  },
  {
    title: "Anthropic Messages",
    text: "Anthropic’s clients work too. Claude gets their requests byte by byte, cache marks and thinking signatures included; every other model gets them translated. OpenAI’s clients reach Claude with thinking, caching, tools, files and structured output.",
  },
  {
    title: "Response cache",
    text: "Equal requests, and on Pro questions in other words, get the answer that is already there, as a stream if they ask for one. Never across organisations, projects or kinds of keys.",
  },
  {
    title: "OpenAI Responses",
    text: "Clients that speak Responses by default work as they are. Providers that speak it get their requests byte by byte; every other model gets them translated, typed streaming events included.",
  },
  {
    title: "Limits and budgets",
    text: "Requests and tokens per minute for each key, and spend limits a month or a day for keys, projects, the organisation and each end user that hold under concurrency.",
  },
  {
    title: "Teams",
    text: "Roles, invitations, two-factor sign-in, several organisations per person, an audit log that proves that nobody changed it, single sign-on by OpenID Connect and directory sync by SCIM.",
  },
  {
    title: "Usage and billing",
    text: "What was used by project, model and key, live, with what the month will come to; mails at 80 and 100 % of a plan; Pro with a trial, a cap on what comes on top, and invoices.",
  },
];
