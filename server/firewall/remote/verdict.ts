/** What a remote detector objects to, in our words. */
export interface RemoteCategory {
  category: "injection" | "pii" | "secrets" | "content";
  /** Among what the firewall finds, for example `remote_violence`. */
  detector: string;
  /** 0 to 1. */
  score: number;
}

export interface RemoteVerdict {
  isFlagged: boolean;
  categories: readonly RemoteCategory[];
  /** What a webhook says should follow; null leaves it to the project's mode. */
  action: "allow" | "block" | null;
}

export const UNFLAGGED: RemoteVerdict = { isFlagged: false, categories: [], action: null };

/** The hazards of Llama Guard by their codes. */
const LLAMA_GUARD: Readonly<Record<string, string>> = {
  s1: "violent_crimes",
  s2: "non_violent_crimes",
  s3: "sex_related_crimes",
  s4: "child_sexual_exploitation",
  s5: "defamation",
  s6: "specialized_advice",
  s7: "privacy",
  s8: "intellectual_property",
  s9: "indiscriminate_weapons",
  s10: "hate",
  s11: "self_harm",
  s12: "sexual_content",
  s13: "elections",
  s14: "code_interpreter_abuse",
};

/** Names that detectors in use give; a model may say anything, and other names of it are not repeated. */
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.values(LLAMA_GUARD),
  ...["harassment", "harassment_threatening", "hate", "hate_threatening", "illicit", "illicit_violent"],
  ...["self_harm", "self_harm_intent", "self_harm_instructions", "sexual", "sexual_minors"],
  ...["violence", "violence_graphic", "violence_and_threats", "hate_and_discrimination", "selfharm"],
  ...["dangerous_and_criminal_content", "health", "financial", "law", "pii", "personal_data", "toxicity"],
  ...["injection", "prompt_injection", "jailbreak", "malicious", "secrets", "dangerous", "profanity"],
  ...["label_1", "label_2", "unsafe", "unethical", "copyright", "malware", "spam", "bias"],
]);

/** `trusted`: the names are the customer's own, from their own server. */
export function remoteCategory(name: string, score: number, isTrusted: boolean): RemoteCategory {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const known = LLAMA_GUARD[plain] ?? plain;
  const isSaid = KNOWN.has(known) || (isTrusted && /^[a-z][a-z0-9_]{0,39}$/.test(known));
  const said = isSaid ? known : "other";
  return { category: categoryOf(said), detector: `remote_${said}`, score: Math.min(1, Math.max(0, score)) };
}

function categoryOf(name: string): RemoteCategory["category"] {
  if (/inject|jailbreak|^malicious$|^label_[12]$/.test(name)) return "injection";
  if (/^pii$|privacy|personal/.test(name)) return "pii";
  if (/secret|credential/.test(name)) return "secrets";
  return "content";
}

/** All pieces of a text together: one that is flagged flags the whole. */
export function joinVerdicts(verdicts: readonly RemoteVerdict[]): RemoteVerdict {
  const best = new Map<string, RemoteCategory>();
  for (const each of verdicts.flatMap(({ categories }) => categories)) {
    const known = best.get(each.detector);
    if (known === undefined || known.score < each.score) best.set(each.detector, each);
  }
  return {
    isFlagged: verdicts.some(({ isFlagged }) => isFlagged),
    categories: [...best.values()].sort((a, b) => b.score - a.score),
    action: verdicts.find(({ action }) => action !== null)?.action ?? null,
  };
}
