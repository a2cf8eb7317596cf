/** What users of other gateways suffer from. Each has a test whose title says `pain <number>: <words>`. */
export interface Pain {
  number: number;
  words: string;
  /** The feature without which there is nothing to test yet. */
  waitsFor: string | null;
}

const pain = (number: number, words: string, waitsFor: string | null = null): Pain => ({
  number,
  words,
  waitsFor,
});

export const PAINS: readonly Pain[] = [
  pain(1, "usage missing or undercounted when streaming"),
  pain(2, "memory growth"),
  pain(3, "the log table grows without bound and deletes lock it"),
  pain(4, "limits per pod, not global"),
  pain(5, "cached and reasoning tokens mispriced"),
  pain(6, "tool calls break in stream translation"),
  pain(7, "budgets raced or bypassed"),
  pain(8, "fallback does not fire after 200, a truncated stream looks fine"),
  pain(9, "the client leaves, the provider keeps billing"),
  pain(10, "events buffered on their way"),
  pain(11, "records missing"),
  pain(12, "an unknown model costs nothing"),
  pain(13, "the cache leaks across tenants or users"),
  pain(14, "cache_control and thinking signatures dropped"),
  pain(15, "guardrails and streaming do not mix", "the output firewall"),
  pain(16, "switching the model within a session loses the prompt cache"),
  pain(17, "a database outage gives 401s, pools are exhausted"),
  pain(18, "erasure incomplete"),
  pain(19, "200 with an empty or misleading body"),
  pain(20, "feedback from the browser needs a secret"),
];
