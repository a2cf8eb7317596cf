/** What clients do, in the proportions of a busy and somewhat unlucky day. `weight` in parts of all. */
const SAY = [{ role: "user", content: "Compare tea and coffee in two sentences." }];
const FAST = { sandbox: { first_token_ms: 0, tokens_per_second: 0 } };

const chat = (model, over = {}) => ({
  path: "/chat/completions",
  body: { model, messages: SAY, ...FAST, ...over },
});
const messages = (model, over = {}) => ({
  path: "/messages",
  body: { model, max_tokens: 200, messages: SAY, ...over },
});

const responses = (model, over = {}) => ({
  path: "/responses",
  body: { model, input: "Compare tea and coffee in two sentences.", ...FAST, ...over },
});

const EDGE = "soak-form-edge";
const FORM = [
  `--${EDGE}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nbatch\r\n`,
  `--${EDGE}\r\ncontent-disposition: form-data; name="file"; filename="tea.jsonl"\r\n\r\n${'{"tea":1}\n'.repeat(500)}\r\n`,
  `--${EDGE}--\r\n`,
].join("");
const upload = () => ({
  path: "/files",
  raw: FORM,
  headers: { "content-type": `multipart/form-data; boundary=${EDGE}`, "floopy-provider": "sandbox" },
});

export const SCENARIOS = [
  { name: "chat", weight: 22, make: () => chat("sandbox/quick") },
  { name: "chat stream", weight: 20, make: () => chat("sandbox/balanced", { stream: true }) },
  { name: "messages", weight: 8, make: () => messages("sandbox/quick") },
  { name: "messages stream", weight: 8, make: () => messages("sandbox/balanced", { stream: true }) },
  {
    name: "embeddings",
    weight: 6,
    make: () => ({ path: "/embeddings", body: { model: "sandbox/embed", input: "tea" } }),
  },
  { name: "responses", weight: 6, make: () => responses("sandbox/quick") },
  { name: "responses stream", weight: 6, make: () => responses("sandbox/balanced", { stream: true }) },
  { name: "file upload", weight: 2, make: upload },
  {
    name: "list of batches",
    weight: 1,
    make: () => ({ method: "GET", path: "/batches", headers: { "floopy-provider": "sandbox" } }),
  },
  { name: "fallback", weight: 6, make: () => chat("sandbox/down,sandbox/quick") },
  { name: "rate limited", weight: 3, make: () => chat("sandbox/rate-limited,sandbox/quick") },
  { name: "flaky", weight: 4, make: (turn) => chat("sandbox/flaky", { seed: turn }) },
  { name: "cut stream", weight: 4, make: () => chat("sandbox/cut", { stream: true }) },
  { name: "error in stream", weight: 3, make: () => chat("sandbox/error-mid-stream", { stream: true }) },
  { name: "garbage", weight: 2, make: () => chat("sandbox/garbage") },
  { name: "empty", weight: 2, make: () => chat("sandbox/empty") },
  { name: "refused", weight: 2, make: () => chat("sandbox/invalid") },
  {
    name: "idempotent twice",
    weight: 3,
    make: (turn) => ({ ...chat("sandbox/quick"), headers: { "idempotency-key": `soak-${turn >> 1}` } }),
  },
  {
    name: "leaves in a stream",
    weight: 4,
    manner: "leave",
    make: () => chat("sandbox/genius", { stream: true, sandbox: {} }),
  },
  { name: "leaves before the answer", weight: 1, manner: "hurry", make: () => chat("sandbox/timeout") },
  { name: "reads slowly", weight: 2, manner: "slow", make: () => chat("sandbox/genius", { stream: true }) },
];

const TOTAL = SCENARIOS.reduce((sum, { weight }) => sum + weight, 0);

/** The same sequence in every run. */
export function scenarioFor(turn) {
  let rest = (Math.imul(turn + 1, 2_654_435_761) >>> 0) % TOTAL;
  for (const scenario of SCENARIOS) {
    rest -= scenario.weight;
    if (rest < 0) return scenario;
  }
  return SCENARIOS[0];
}
