import { LRUCache } from "lru-cache";
import type { FirewallSettings, OutputCategory } from "@/server/contracts/firewall";
import type { PlanId } from "@/server/contracts/plans";
import { AppError } from "@/server/core/errors";
import {
  type AllowList,
  actsOnOutput,
  type EchoIndex,
  hasOwnRules,
  indexEcho,
  type OutputPolicy,
  outputPolicy,
  Placeholders,
  readsOutput,
  tenantDetector,
} from "@/server/firewall";

/** What is to be done with the answer of one request. */
export interface OutputScreening {
  /** For the log, should the firewall itself fail. */
  requestId: string;
  policy: OutputPolicy;
  /** Whether words may have to be replaced, or the answer ended. */
  acts: boolean;
  /** Names what is replaced in the answer as it was named in the request. */
  placeholders: Placeholders;
  /** Puts back what was replaced in the request; null where nothing is. */
  restore: ((text: string) => string) | null;
}

export interface OutputFacts {
  requestId: string;
  settings: FirewallSettings;
  planId: PlanId;
  allow: AllowList | null;
  /** What the tenant says in the request. */
  systemText: string;
  /** What was replaced in them; null when nothing was. */
  replaced: Placeholders | null;
  /** What the system text is marked with on its way to the provider. */
  mark: string | null;
}

/** Null where an answer is handed over unread. */
export function openOutput({
  requestId,
  settings,
  planId,
  allow,
  systemText,
  replaced,
  mark,
}: OutputFacts): OutputScreening | null {
  const { output } = settings;
  const rules = output.rules !== "off" && hasOwnRules(settings, planId) ? tenantDetector(settings) : null;
  const echo = output.echo === "off" ? null : echoOf(systemText, mark);
  const policy = outputPolicy(output, { rules, echo, allow });
  const restores = output.restoresPlaceholders && replaced !== null && !replaced.isEmpty;
  if (!restores && !readsOutput(policy)) return null;
  return {
    requestId,
    policy,
    acts: actsOnOutput(policy),
    placeholders: new Placeholders(replaced),
    restore: restores ? (text) => replaced.restore(text) : null,
  };
}

/** The same system text comes with every turn. */
const echoes = new LRUCache<string, EchoIndex>({
  max: 64,
  maxSize: 4_000_000,
  sizeCalculation: (_, text) => text.length,
});

function echoOf(systemText: string, mark: string | null): EchoIndex | null {
  const index = shinglesOf(systemText);
  return mark === null ? index : { shingles: index?.shingles ?? new Set(), mark };
}

function shinglesOf(text: string): EchoIndex | null {
  if (text === "") return null;
  const known = echoes.get(text);
  if (known !== undefined) return known;
  const index = indexEcho(text);
  echoes.set(text, index);
  return index;
}

const REASONS: Readonly<Record<OutputCategory, string>> = {
  pii: "it holds personal data",
  secrets: "it holds a secret such as a key or password",
  rules: "it matches a rule of the project",
  links: "it holds a link that would carry data elsewhere",
  echo: "it repeats the system text",
};

/** What may have to be changed or stopped does not go out unread. */
export function answerUnread(): AppError {
  return new AppError("dependency_unavailable", "the firewall failed on an answer", {
    userMessage: "The firewall could not look through this answer, and may not let it pass unseen.",
    retryAfterSeconds: 1,
  });
}

export function answerBlocked(category: OutputCategory): AppError {
  return new AppError("firewall_blocked", `answer blocked for ${category}`, {
    userMessage: `The firewall of this project stopped the answer: ${REASONS[category]}.`,
    details: { category, stage: "output" },
  });
}
