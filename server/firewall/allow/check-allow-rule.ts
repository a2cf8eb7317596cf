import type { ActiveAllowRule } from "@/server/contracts/firewall-allow";
import { ScanView } from "../detector";
import { injectionDetector } from "../injection/detect-injection";
import { AllowList } from "./allow-list";
import { judgeRest } from "./excuse-injection";
import { KNOWN_ATTACKS } from "./known-attacks-table";

/**
 * The known attack that a rule would let pass, alone or beside what the rule is meant for; null where it lets none.
 * `sample` is a text that it excuses.
 */
export function attackLetThrough(rule: ActiveAllowRule, sample: string): string | null {
  if (rule.category !== "injection" || rule.match.kind === "place") return null;
  const allow = new AllowList([rule]);
  return KNOWN_ATTACKS.find((attack) => besides(attack, sample).some((text) => passes(allow, text))) ?? null;
}

function besides(attack: string, sample: string): string[] {
  const middle = attack.indexOf(" ", attack.length / 2);
  return [
    attack,
    `${sample} ${attack}`,
    `${attack} ${sample}`,
    `${sample}\n\n${attack}`,
    `${attack.slice(0, middle)} ${sample} ${attack.slice(middle + 1)}`,
  ];
}

function passes(allow: AllowList, text: string): boolean {
  const detector = injectionDetector("medium");
  const [found] = detector.scan(new ScanView(text));
  // Nothing of the rule’s doing.
  if (found === undefined) return false;
  const about = { category: "injection", detector: found.ruleId, direction: "request" } as const;
  const allowed = allow.spansIn(text, about);
  return judgeRest(detector, { text, trust: "user", found, allowed }) === null;
}
