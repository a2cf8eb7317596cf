export const PRODUCTS = ["Floopy", "TensorZero", "LiteLLM", "Portkey", "OpenRouter"] as const;
export type Product = (typeof PRODUCTS)[number];

/** `none` = nothing found in the public documentation that we read, which is weaker than “absent”. */
export type Mark = "yes" | "partly" | "no" | "none";

interface Cell {
  mark: Mark;
  note?: string;
}

interface ComparisonRow {
  need: string;
  cells: Record<Product, Cell>;
}

const yes: Cell = { mark: "yes" };
const none: Cell = { mark: "none" };
const no: Cell = { mark: "no" };
const partly = (note: string): Cell => ({ mark: "partly", note });

/** Documentation read between these months; re-read it before changing a cell. */
export const COMPARISON_READ = "June 2025 to October 2026";

export const COMPARISON: readonly ComparisonRow[] = [
  {
    need: "Run it on your own machines",
    cells: {
      Floopy: no,
      TensorZero: yes,
      LiteLLM: yes,
      Portkey: partly("open-source gateway"),
      OpenRouter: none,
    },
  },
  {
    need: "One bill for many models, no provider accounts",
    cells: { Floopy: no, TensorZero: none, LiteLLM: none, Portkey: none, OpenRouter: yes },
  },
  {
    need: "Your own provider keys",
    cells: { Floopy: yes, TensorZero: yes, LiteLLM: yes, Portkey: yes, OpenRouter: yes },
  },
  {
    need: "Fallback between providers",
    cells: { Floopy: yes, TensorZero: yes, LiteLLM: yes, Portkey: yes, OpenRouter: yes },
  },
  {
    need: "Firewall on prompts and answers",
    cells: {
      Floopy: yes,
      TensorZero: none,
      LiteLLM: yes,
      Portkey: yes,
      OpenRouter: partly("limited"),
    },
  },
  {
    need: "Spend budgets",
    cells: {
      Floopy: yes,
      TensorZero: yes,
      LiteLLM: yes,
      Portkey: yes,
      OpenRouter: partly("limited"),
    },
  },
  {
    need: "Fine-tuning and prompt optimisation",
    cells: { Floopy: no, TensorZero: yes, LiteLLM: none, Portkey: partly("enterprise"), OpenRouter: none },
  },
  {
    need: "Learns from end-user outcomes",
    cells: {
      Floopy: yes,
      TensorZero: yes,
      LiteLLM: partly("beta"),
      Portkey: none,
      OpenRouter: none,
    },
  },
  {
    need: "0–10 NPS with an embeddable survey",
    cells: {
      Floopy: yes,
      TensorZero: none,
      LiteLLM: none,
      Portkey: none,
      OpenRouter: none,
    },
  },
  {
    need: "Learning across customers, with an opt-out",
    cells: {
      Floopy: yes,
      TensorZero: none,
      LiteLLM: none,
      Portkey: none,
      OpenRouter: partly("by spend, not outcomes"),
    },
  },
];

interface WrongChoice {
  when: string;
  take: string;
  because: string;
}

export const WRONG_CHOICES: readonly WrongChoice[] = [
  {
    when: "Prompts may not leave your network",
    take: "TensorZero",
    because: "Open source and self-hosted, with adaptive A/B tests and fine-tuning that we do not have.",
  },
  {
    when: "You have a platform team and well over 5 million requests a month",
    take: "TensorZero or LiteLLM",
    because: "From about there on, running it yourself can be cheaper, if you have the people anyway.",
  },
  {
    when: "You need a hundred providers behind one self-hosted proxy",
    take: "LiteLLM",
    because: "More than 100 providers, with virtual keys, teams and budgets.",
  },
  {
    when: "You need SAML or roles of your own in a hosted product today",
    take: "Portkey",
    because:
      "Its enterprise plan has them. Our single sign-on is OpenID Connect, and our five roles are fixed.",
  },
  {
    when: "You want every model on one invoice",
    take: "OpenRouter",
    because: "It sells the tokens. We never do: you bring your own provider keys.",
  },
  {
    when: "Nobody talks to your model: batch jobs, no end users",
    take: "Any plain gateway",
    because: "Without people to ask, our main signal stays empty.",
  },
];
