/** Concepts that together, within so many words and in any order, are the wording of an attack. */
export interface ProximityRule {
  id: string;
  words: number;
  concepts: readonly string[];
}

const rule = (id: string, words: number, ...concepts: string[]): ProximityRule => ({ id, words, concepts });

export const PROXIMITY_RULES: readonly ProximityRule[] = [
  rule("override_instructions", 9, "ignore", "prior", "instruct"),
  rule("override_all_instructions", 8, "ignore", "all", "instruct"),
  rule("override_your_instructions", 8, "ignore", "you", "instruct"),
  rule("override_prompt", 9, "ignore", "prompt"),
  rule("forget_everything", 7, "ignore", "all", "prior"),
  rule("override_safety", 9, "ignore", "safety"),
  rule("bypass_limits", 9, "bypass", "limit"),
  rule("bypass_safety", 9, "bypass", "safety"),
  rule("bypass_instructions", 9, "bypass", "instruct"),
  rule("new_instructions", 8, "new", "instruct", "fromnow"),
  rule("your_new_task", 8, "override", "task"),
  rule("your_new_rules", 8, "override", "instruct"),
  rule("reveal_prompt", 10, "reveal", "prompt"),
  rule("reveal_system", 10, "reveal", "system", "instruct"),
  rule("reveal_your_instructions", 9, "reveal", "you", "instruct"),
  rule("reveal_hidden", 9, "reveal", "hidden", "instruct"),
  rule("reveal_prior", 10, "reveal", "prior", "instruct"),
  rule("repeat_prior", 12, "verbatim", "prior", "instruct"),
  rule("repeat_prompt", 10, "verbatim", "prompt"),
  rule("reveal_credentials", 10, "reveal", "hidden", "credential"),
  rule("persona_free", 24, "act", "free"),
  rule("persona_ai_free", 24, "ai", "free"),
  rule("free_now", 10, "fromnow", "free"),
  rule("you_are_free", 10, "you", "free"),
  rule("persona_evil", 14, "act", "evil", "ai"),
  rule("persona_evil_role", 18, "role", "evil", "ai"),
  rule("no_refusal", 14, "negate", "refuse", "must"),
  rule("never_refuse", 12, "must", "refuse", "answer"),
  rule("mode_on", 12, "mode", "fromnow", "you"),
  rule("mode_maker", 10, "mode", "maker"),
  rule("mode_free", 14, "mode", "free"),
  rule("jailbreak_name", 14, "jailbreak", "act"),
  rule("jailbreak_free", 24, "jailbreak", "free"),
  rule("jailbreak_mode", 10, "jailbreak", "mode"),
  rule("fiction_free", 24, "fiction", "free"),
  rule("fiction_safety", 20, "fiction", "evil", "limit"),
  rule("exfiltrate", 12, "send", "data", "link"),
  rule("exfiltrate_hidden", 12, "send", "hidden", "data"),
  rule("user_unaware", 12, "negate", "user", "reveal"),
  rule("attention_ai", 10, "attention", "ai", "instruct"),
  rule("attention_override", 14, "attention", "ignore", "instruct"),
  rule("maker_says", 12, "maker", "bypass"),
  rule("boundary_system", 8, "boundary", "system", "prompt"),
  rule("boundary_new", 10, "boundary", "new", "instruct"),
  rule("ai_boundaries", 14, "ai", "safety", "free"),
];

const pairsOf = (marks: string): string[] =>
  [...marks].flatMap((first) => [...marks].map((second) => first + second));

/** Marks of a conversation's own form, which nobody types by chance. Each is tried only where one of its signs stands. */
export const STRUCTURE_RULES: readonly { id: string; signs: readonly string[]; pattern: RegExp }[] = [
  {
    id: "chat_template",
    signs: ["<|", "<<sys", "<</sys", "[inst]", "[/inst]", "_of_turn>"],
    pattern:
      /<\|(?:im_(?:start|end)|system|user|assistant|end(?:of(?:text|turn))?|eot_id|start_header_id|begin_of_text)\|?>|<<\/?sys>>|\[\/?inst\]|<\/?(?:start|end)_of_turn>/,
  },
  {
    id: "fake_role",
    signs: ["sys", "developer", "admin", "assistant"],
    pattern:
      /(?:^|\n|["'\]}>*_#-])\s{0,3}(?:#{1,4} ?|\[|<|\*\*|\(|\{)?(?:system|developer|admin|assistant|sys)(?: ?(?:message|prompt|note|update|override|instructions?|notice|alert))?(?:\]|>|\*\*|\)|\})?\s?:\s?\S/,
  },
  {
    id: "fake_role_tag",
    signs: ["sys", "admin", "developer", "instruction", "im_start", "override", "hidden"],
    pattern:
      /[[<({](?:\/)?(?:system|admin|developer|instructions?|im_start|override|hidden|sys)[\w -]{0,24}[\]>)}]/,
  },
  {
    id: "end_marker",
    signs: pairsOf("-=#*"),
    pattern:
      /[-=#*]{3} ?(?:end|begin|start|stop|new) (?:of )?(?:the )?(?:system|user|prompt|instructions?|context|document|conversation|input|text|session|task|data|email|message)/,
  },
  { id: "json_role", signs: ["role"], pattern: /["']role["']\s?:\s?["'](?:system|developer|admin)["']/ },
  {
    id: "html_hidden",
    signs: ["<!--", "display:", "font-size:", "color:", "opacity:"],
    pattern:
      /<!--[^<>]{0,200}(?:assistant|\bai\b|instruction|ignore|system|llm|prompt)|(?:display:\s?none|font-size:\s?0|color:\s?(?:white|#fff)|opacity:\s?0)/,
  },
  {
    id: "markdown_exfiltration",
    signs: ["!["],
    pattern:
      /!\[[^\]]{0,80}\]\(https?:\/\/[^)]{0,200}[?=/](?:[^)]{0,80})?(?:\{|\$|data|secret|prompt|q=|\[|<)/,
  },
  {
    id: "code_comment",
    signs: ["/*", "//", "#", "--", '"""', "rem "],
    pattern:
      /(?:\/\*|\/\/|#|--|<!--|"""|rem )\s?(?:note (?:to|for)|important|attention|todo for|instructions? (?:to|for)|hey|dear|system)[^\n]{0,40}(?:\bai\b|assistant|llm|copilot|agent|model|chatbot|gpt)/,
  },
  {
    id: "addressed_ai",
    signs: ["attention", "note to", "message ", "instruction", "dear", "hey", "hello", "important"],
    pattern:
      /(?:attention|note to|message (?:to|for)|instructions? (?:to|for)|dear|hey|hello|important(?: note)? (?:to|for))[,:]? (?:all |any |the |every )?(?:ai|llm|language model|assistant|chatbot|automated|agents?\b|bot\b|gpt|copilot|model)/,
  },
];
