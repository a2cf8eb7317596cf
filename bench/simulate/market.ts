import { Random } from "../routing/random";

/** One model on offer: its name on the public price list, and how much it writes. */
export interface MarketModel {
  model: string;
  outputTokens: number;
}

/** All of them are deployments in a cloud resource of the customer's own: the address is theirs to set. */
export const PROVIDER = "azure";

/** What is asked of an assistant, and how; the product tells the category from the words alone. */
export interface Task {
  category: string;
  prompts: readonly string[];
  followUp: string;
}

/** Only models of the public price list under their own names are shared between organisations. */
export const MODELS: readonly MarketModel[] = [
  { model: "gpt-4o", outputTokens: 380 },
  { model: "gpt-4o-mini", outputTokens: 420 },
  { model: "gpt-4.1", outputTokens: 400 },
  { model: "gpt-4.1-mini", outputTokens: 400 },
  { model: "gpt-4.1-nano", outputTokens: 350 },
];

export const TASKS: readonly Task[] = [
  {
    category: "code",
    prompts: [
      "Fix this Python function: it returns None for an empty list.",
      "Write a SQL query that lists customers without an order this year.",
      "Refactor this TypeScript class so that it can be tested.",
      "Write a regex that matches Brazilian postal codes.",
    ],
    followUp: "Now write the unit tests for that Python function, please.",
  },
  {
    category: "math",
    prompts: [
      "A shop sells 24 rolls for $3 each and spends $18 on flour. How much profit does it make?",
      "Solve for x: 3x + 4 = 19",
      "What is the probability of two sixes with three dice?",
      "Compute the area of a triangle with sides 5, 12 and 13.",
    ],
    followUp: "Now solve for x: 5x - 2 = 33",
  },
  {
    category: "translate",
    prompts: [
      "Translate the following into Portuguese: your parcel leaves tomorrow",
      "Translate this sentence into German: the meeting was moved to Friday",
      "Translate into French: we are sorry for the delay",
      "Translate into Spanish: please sign the form on page two",
    ],
    followUp: "Translate the following into Italian: thank you for waiting",
  },
  {
    category: "write",
    prompts: [
      "Write a friendly e-mail to a customer whose parcel is late",
      "Draft a blog post about growing tomatoes on a balcony",
      "Write a product description for a quiet keyboard",
      "Draft a letter that thanks our volunteers",
    ],
    followUp: "Write a shorter letter with the same content",
  },
];

export const INPUT_TOKENS = 220;
/** USD per request to NPS/10, as a route halfway towards quality has it. */
export const COST_WEIGHT = 1 / 3;

const QUALITY = { mean: 0.62, modelSd: 0.06, cellSd: 0.15, low: 0.15, high: 0.95 };
/** How one answer differs from the next of the same model. */
const ANSWER_SD = 0.15;

/** How good each model really is at each task, 0 to 1: hidden from the product, and not what the benchmarks say. */
export class Market {
  readonly #quality: readonly number[];
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
    const random = new Random(seed * 7_919 + 17);
    const general = MODELS.map(() => random.normal(QUALITY.modelSd));
    this.#quality = TASKS.flatMap(() =>
      MODELS.map((_, m) => inside(QUALITY.mean + (general[m] ?? 0) + random.normal(QUALITY.cellSd))),
    );
  }

  quality(task: number, model: number): number {
    return this.#quality[task * MODELS.length + model] ?? 0;
  }

  /** One answer's quality: the same for the same question of the same session to the same model. */
  answer(task: number, model: number, turn: number): number {
    const random = new Random(this.#seed * 15_485_863 + turn * 64 + model);
    return inside(this.quality(task, model) + random.normal(ANSWER_SD));
  }
}

function inside(quality: number): number {
  return Math.min(QUALITY.high, Math.max(QUALITY.low, quality));
}
