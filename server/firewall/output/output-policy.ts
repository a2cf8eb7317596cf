import {
  type FirewallMode,
  type FirewallOutput,
  OUTPUT_CATEGORIES,
  type OutputCategory,
} from "@/server/contracts/firewall";
import { type Detector, ScanView } from "../detector";
import { findPii } from "../find-pii";
import { findSecrets } from "../find-secrets";
import { mergeFindings, outsideOf } from "../merge-findings";
import { type EchoIndex, findEcho } from "./find-echo";
import { findExfiltration } from "./find-exfiltration";

export interface OutputPolicy {
  modes: Readonly<Record<OutputCategory, FirewallMode>>;
  linkHosts: readonly string[];
  /** The project's own rules; null where it has none. */
  rules: Detector | null;
  /** Its system text; null where nobody looks for it. */
  echo: EchoIndex | null;
}

/** Something found in an answer, in UTF-16 units of its text. */
export interface OutputHit {
  category: OutputCategory;
  detector: string;
  start: number;
  end: number;
}

export function outputPolicy(
  { linkHosts, ...output }: FirewallOutput,
  { rules, echo }: Pick<OutputPolicy, "rules" | "echo">,
): OutputPolicy {
  const { pii, secrets, links } = output;
  const modes = {
    ...{ pii, secrets, links },
    rules: rules === null ? ("off" as const) : output.rules,
    echo: echo === null ? ("off" as const) : output.echo,
  };
  return { modes, linkHosts, rules, echo };
}

/** Whether something of an answer may be changed or stopped, so that its words have to wait until they are read. */
export const actsOnOutput = ({ modes }: OutputPolicy): boolean =>
  OUTPUT_CATEGORIES.some((category) => isActive(modes[category]));

export const readsOutput = ({ modes }: OutputPolicy): boolean =>
  OUTPUT_CATEGORIES.some((category) => modes[category] !== "off");

export const isActive = (mode: FirewallMode): boolean => mode === "redact" || mode === "block";

/** What a part of an answer holds of what is looked for in one of these modes, in order, without overlaps. */
export function findInOutput(
  text: string,
  { modes, linkHosts, rules, echo }: OutputPolicy,
  counts: (mode: FirewallMode) => boolean,
): OutputHit[] {
  const hits: OutputHit[] = [];
  const isAsked = (category: OutputCategory): boolean => counts(modes[category]);
  if (isAsked("secrets") || isAsked("pii")) {
    const secrets = mergeFindings(findSecrets(text));
    if (isAsked("secrets"))
      for (const span of secrets) hits.push({ ...span, category: "secrets", detector: "secret" });
    if (isAsked("pii"))
      for (const { kind, ...span } of outsideOf(findPii(text), secrets))
        hits.push({ ...span, category: "pii", detector: kind.toLowerCase() });
  }
  if (isAsked("links"))
    for (const { start, end } of findExfiltration(text, linkHosts))
      hits.push({ category: "links", detector: "exfiltration", start, end });
  if (rules !== null && isAsked("rules"))
    for (const { ruleId, start, end } of rules.scan(new ScanView(text, "user")))
      hits.push({ category: "rules", detector: ruleId, start, end });
  if (echo !== null && isAsked("echo"))
    for (const span of findEcho(text, echo))
      hits.push({ ...span, category: "echo", detector: "system_text" });
  return mergeFindings(hits);
}
