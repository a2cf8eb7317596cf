/**
 * Sources that are left out together: those that resemble each other, each attack source with ordinary prompts of
 * other makers, so that every row is scored once by a model that saw nothing of its source.
 */
export const FOLDS: readonly (readonly string[])[] = [
  [
    "verazuo_2023_05",
    "self_reminder",
    "garak",
    "gptfuzz",
    "awesome_prompts",
    "do_not_answer",
    "safe_prompts",
    "fastchat_bench",
  ],
  ["neuralchemy", "llmrouter_queries", "seed_tasks", "humaneval"],
  ["deepset", "hh_rlhf_first_turns", "cyberseceval_instruct", "fabric_patterns"],
  ["synth_attack", "synth_hard_negative", "p3_prompts"],
  [
    "synth_leak_persona",
    "synth_leak_persona_negative",
    "multilingual_ui_text",
    "custom_gpts",
    "self_instruct_user",
  ],
];

/** Licence not re-checked, or several licences inside: measured on, never learned from. */
export const NOT_LEARNED: ReadonlySet<string> = new Set(["neuralchemy", "llmrouter_queries"]);

/** Innocent text full of trigger words: their own column, not part of ordinary prompts. */
export const HARD_NEGATIVES: ReadonlySet<string> = new Set([
  "synth_hard_negative",
  "synth_leak_persona_negative",
]);

/** Read like system prompts, which are not scanned: in no column. */
export const SYSTEM_LIKE: ReadonlySet<string> = new Set(["custom_gpts", "fabric_patterns"]);
