import type { DotTone } from "@/app/_ui/badge";
import type {
  FIREWALL_SENSITIVITIES,
  FIREWALL_TRUSTS,
  FirewallCategory,
  FirewallMode,
  FirewallTrial,
  HitKey,
  OutputCategory,
} from "@/server/contracts/firewall";
import type { HitAction, ReviewVerdict } from "@/server/contracts/firewall-hits";

export const CATEGORY_TEXTS: Readonly<Record<FirewallCategory, { label: string; description: string }>> = {
  injection: {
    label: "Prompt injection",
    description:
      "Attempts to override the model’s instructions, in what users write and in what tools and documents say. Your own system prompt is never judged.",
  },
  pii: {
    label: "Personal data",
    description:
      "E-mail addresses, telephone and card numbers, IBAN, IP addresses and national numbers. Names and postal addresses are not recognised.",
  },
  secrets: { label: "Secrets", description: "API keys, tokens, passwords and private keys." },
  rules: { label: "Your rules", description: "The keywords, topics and patterns below." },
};

export const OUTPUT_TEXTS: Readonly<Record<OutputCategory, { label: string; description: string }>> = {
  pii: { label: "Personal data", description: "The same kinds as in requests." },
  secrets: { label: "Secrets", description: "Keys, tokens and passwords that a model gives away." },
  rules: { label: "Your rules", description: "The keywords, topics and patterns above." },
  links: {
    label: "Links that carry data away",
    description:
      "Pictures and links with data in their address, to hosts you did not name: the usual way of getting a conversation out.",
  },
  echo: {
    label: "Your system prompt",
    description: "64 or more letters of it in a row, however they are spaced.",
  },
};

const MODE_LABELS: Readonly<Record<FirewallMode, string>> = {
  off: "Off",
  observe: "Observe",
  redact: "Redact",
  block: "Block",
};

const MODE_DESCRIPTIONS: Readonly<Record<FirewallMode, string>> = {
  off: "Not looked for.",
  observe: "Noted in the record; the request goes on unchanged.",
  redact: "Replaced by placeholders before the provider sees it.",
  block: "The request is refused with 400 firewall_blocked.",
};

const OUTPUT_MODE_DESCRIPTIONS: Readonly<Record<FirewallMode, string>> = {
  off: "Not looked for.",
  observe: "Noted in the record; the answer goes out unchanged.",
  redact: "Replaced by placeholders before your application sees it.",
  block: "The answer is refused, or its stream ended, with firewall_blocked.",
};

export function outputModeOptions(modes: readonly FirewallMode[]) {
  return modes.map((value) => ({
    value,
    label: MODE_LABELS[value],
    description: OUTPUT_MODE_DESCRIPTIONS[value],
  }));
}

export function modeOptions(modes: readonly FirewallMode[]) {
  return modes.map((value) => ({
    value,
    label: MODE_LABELS[value],
    description: MODE_DESCRIPTIONS[value],
  }));
}

/** Measured on sources that the detector never saw; see server/firewall/injection/MEASURED.md. */
export const SENSITIVITY_OPTIONS: readonly {
  value: (typeof FIREWALL_SENSITIVITIES)[number];
  label: string;
  description: string;
}[] = [
  { value: "low", label: "Low", description: "Stops 2 in 1,000 ordinary prompts, finds 74 % of attacks." },
  { value: "medium", label: "Medium", description: "Stops 5 in 1,000 ordinary prompts, finds 81 %." },
  { value: "high", label: "High", description: "Stops 20 in 1,000 ordinary prompts, finds 87 %." },
];

export const TRUST_OPTIONS: readonly { value: (typeof FIREWALL_TRUSTS)[number]; label: string }[] = [
  { value: "user", label: "Written by a user" },
  { value: "third_party", label: "From a tool or document" },
  { value: "tenant", label: "Your system prompt" },
];

export const VERDICT_TEXTS: Readonly<Record<FirewallTrial["verdict"], { label: string; tone: DotTone }>> = {
  pass: { label: "Nothing found", tone: "success" },
  flag: { label: "Noted, goes on unchanged", tone: "info" },
  redacted: { label: "Goes on with placeholders", tone: "info" },
  blocked: { label: "Blocked", tone: "warning" },
};

export const ACTION_WORDS: Readonly<Record<HitAction, string>> = {
  observed: "noted",
  redacted: "redacted",
  blocked: "blocked",
};

export const VERDICT_WORDS: Readonly<Record<ReviewVerdict, string>> = {
  confirmed: "Right",
  mistaken: "Mistake",
};

export const CATEGORY_OPTIONS: readonly { value: HitKey["category"] | "every"; label: string }[] = [
  { value: "every", label: "Every category" },
  { value: "injection", label: "Prompt injection" },
  { value: "pii", label: "Personal data" },
  { value: "secrets", label: "Secrets" },
  { value: "rules", label: "Your rules" },
  { value: "links", label: "Links that carry data" },
  { value: "echo", label: "System prompt repeated" },
  { value: "content", label: "Remote detector" },
];
