export type SandboxFault =
  | "flaky"
  | "rate-limited"
  | "down"
  | "timeout"
  | "slow"
  | "cut"
  | "half-chunk"
  | "empty"
  | "garbage"
  | "error-mid-stream"
  | "unauthorized"
  | "invalid";

export interface SandboxModel {
  /** Without the `sandbox/` prefix. */
  id: string;
  name: string;
  description: string;
  kind: "chat" | "embedding";
  /** 0 to 1; decides length, structure and care of the answers. */
  quality: number;
  firstTokenMs: number;
  tokensPerSecond: number;
  thinks: boolean;
  fault: SandboxFault | null;
  contextWindow: number;
  /** Fictional prices in USD per million tokens. */
  rates: { input: number; cached: number; written: number; output: number };
}

const BALANCED = {
  kind: "chat",
  quality: 0.6,
  firstTokenMs: 80,
  tokensPerSecond: 300,
  thinks: false,
  fault: null,
  contextWindow: 128_000,
  rates: { input: 0.5, cached: 0.05, written: 0.5, output: 2 },
} as const;

const fault = (id: SandboxFault, description: string, more: Partial<SandboxModel> = {}): SandboxModel => ({
  ...BALANCED,
  id,
  name: `Sandbox fault: ${id}`,
  description,
  fault: id,
  ...more,
});

const MODELS: readonly SandboxModel[] = [
  {
    ...BALANCED,
    id: "quick",
    name: "Sandbox Quick",
    description: "Fast and cheap; short answers.",
    quality: 0.35,
    firstTokenMs: 25,
    tokensPerSecond: 600,
    rates: { input: 0.1, cached: 0.01, written: 0.1, output: 0.4 },
  },
  {
    ...BALANCED,
    id: "balanced",
    name: "Sandbox Balanced",
    description: "Middle of the road in quality, speed and price.",
  },
  {
    ...BALANCED,
    id: "genius",
    name: "Sandbox Genius",
    description: "Slow and expensive; long, structured answers.",
    quality: 0.95,
    firstTokenMs: 200,
    tokensPerSecond: 150,
    contextWindow: 400_000,
    rates: { input: 5, cached: 0.5, written: 6.25, output: 25 },
  },
  {
    ...BALANCED,
    id: "thinker",
    name: "Sandbox Thinker",
    description: "Reasons before it answers: reasoning tokens in its usage.",
    quality: 0.9,
    firstTokenMs: 250,
    tokensPerSecond: 200,
    thinks: true,
    contextWindow: 256_000,
    rates: { input: 2, cached: 0.2, written: 2, output: 8 },
  },
  {
    ...BALANCED,
    id: "embed",
    name: "Sandbox Embed",
    description: "Embeddings of 256 dimensions; similar words give similar vectors.",
    kind: "embedding",
    contextWindow: 8_192,
    rates: { input: 0.02, cached: 0.02, written: 0.02, output: 0 },
  },
  fault("flaky", "The first attempt of a request answers 500 or 503, the next one works."),
  fault("rate-limited", "Always 429 with Retry-After: 2."),
  fault("down", "Always 503."),
  fault("timeout", "Takes the request and never answers."),
  fault("slow", "Two seconds to the first token, eight tokens a second.", {
    firstTokenMs: 2_000,
    tokensPerSecond: 8,
  }),
  fault("cut", "The connection breaks in the middle of the answer."),
  fault("half-chunk", "Stops in the middle of an event (stream) or of the JSON (whole answer) and closes."),
  fault("empty", "200 with nothing in it."),
  fault("garbage", "200 with bytes that are not JSON."),
  fault("error-mid-stream", "Streams some tokens, then an error event."),
  fault("unauthorized", "401, as for a wrong provider key."),
  fault("invalid", "400, as for a bad parameter."),
];

/** The sandbox's models by id without prefix. */
export const SANDBOX_MODELS: ReadonlyMap<string, SandboxModel> = new Map(
  MODELS.map((model) => [model.id, model]),
);
