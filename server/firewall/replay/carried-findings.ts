import {
  directionOf,
  type FirewallFinding,
  type FirewallMode,
  type FirewallSettings,
  type HitDirection,
} from "@/server/contracts/firewall";
import type { StoredRecord } from "./replay-record";

/** What a placeholder hides of which nobody can give an example: the words of a rule, an address, the system text. */
const HIDDEN: ReadonlySet<FirewallFinding["category"]> = new Set(["rules", "links", "echo"]);

interface Carrying {
  direction: HitDirection;
  modes: Readonly<Partial<Record<FirewallFinding["category"], FirewallMode>>>;
  settings: FirewallSettings;
}

/**
 * What cannot be found again, as if it were: what was replaced before it was stored, and all that was found in an answer
 * that nobody got and that is not stored for that. By a rule only as long as the policy still has that rule.
 */
export function carriedFindings(
  { found = [], responseBody }: Pick<StoredRecord, "found" | "responseBody">,
  { direction, modes, settings }: Carrying,
  again: readonly FirewallFinding[],
): FirewallFinding[] {
  const known = new Set(again.map(nameOf));
  const isGone = direction === "answer" && responseBody === null;
  return found.flatMap((finding) => {
    const { category, detector } = finding;
    const isHidden = isGone || (HIDDEN.has(category) && finding.action === "redacted");
    if (!isHidden || directionOf(finding) !== direction || known.has(nameOf(finding))) return [];
    const mode = modes[category] ?? "off";
    if (mode === "off") return [];
    if (category === "rules" && !settings.customRules.some(({ id }) => id === detector)) return [];
    const action = mode === "block" ? "blocked" : mode === "redact" ? "redacted" : "observed";
    return [{ ...finding, action }];
  });
}

const nameOf = ({ category, detector, path }: FirewallFinding): string => `${category} ${detector} ${path}`;
