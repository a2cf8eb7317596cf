import type { FirewallRule, FirewallSettings, OutputCategory } from "@/server/contracts/firewall";
import { CATEGORY_TEXTS, OUTPUT_TEXTS } from "../firewall-texts";

export interface ChangedSetting {
  label: string;
  from: string;
  to: string;
}

/** What a draft does otherwise than the saved policy, in the words of the form. */
export function changedSettings(saved: FirewallSettings, draft: FirewallSettings): ChangedSetting[] {
  const changes: ChangedSetting[] = [];
  const note = (label: string, from: unknown, to: unknown): void => {
    if (JSON.stringify(from) !== JSON.stringify(to)) changes.push({ label, from: told(from), to: told(to) });
  };
  note(CATEGORY_TEXTS.injection.label, saved.injection, draft.injection);
  note("Sensitivity", saved.sensitivity, draft.sensitivity);
  note(CATEGORY_TEXTS.pii.label, saved.pii, draft.pii);
  note(CATEGORY_TEXTS.secrets.label, saved.secrets, draft.secrets);
  note(CATEGORY_TEXTS.rules.label, saved.rules, draft.rules);
  for (const category of OUTPUT_NAMES)
    note(`${OUTPUT_TEXTS[category].label} in answers`, saved.output[category], draft.output[category]);
  note("Hosts for links", saved.output.linkHosts, draft.output.linkHosts);
  note("Large requests", saved.allowsLargeInputs, draft.allowsLargeInputs);
  if (JSON.stringify(saved.customRules) !== JSON.stringify(draft.customRules))
    changes.push({ label: "Rules", from: rulesTold(saved.customRules), to: rulesTold(draft.customRules) });
  return changes;
}

const OUTPUT_NAMES: readonly OutputCategory[] = ["pii", "secrets", "rules", "links", "echo"];

function told(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  return String(value);
}

const rulesTold = (rules: readonly FirewallRule[]): string =>
  rules.length === 0 ? "none" : rules.map(({ name }) => name).join(", ");
