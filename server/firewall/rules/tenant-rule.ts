/** What a tenant asked to be looked for, as it is stored. */
export type TenantRule =
  | { id: string; kind: "keyword"; phrases: readonly string[] }
  /** A topic is recognised by several of its words near each other. */
  | { id: string; kind: "topic"; words: readonly string[]; wordsMin: number }
  /** Only patterns that `checkPattern` accepted. */
  | { id: string; kind: "regex"; pattern: string };

/** Tenants' patterns ignore case and see whole characters. */
export const PATTERN_FLAGS = "giu";
export const RULES_MAX = 50;
export const PATTERN_LENGTH_MAX = 256;
