import type { FirewallFinding, FirewallRule } from "@/server/contracts/firewall";

const CATEGORY_WORDS: Readonly<Record<FirewallFinding["category"], string>> = {
  injection: "Prompt injection",
  pii: "Personal data",
  secrets: "Secret",
  rules: "Rule",
  links: "Link that carries data",
  echo: "System text repeated",
  size: "Too much text",
  error: "Firewall failed",
  content: "Remote detector",
  remote: "Remote detector asked",
};

/** Categories with one kind of finding. */
const PLAIN: ReadonlySet<FirewallFinding["category"]> = new Set(["links", "echo", "size", "error"]);

/** “Personal data: email”; a rule by its name, where the rules are known. */
export function findingLabel(
  { category, detector }: Pick<FirewallFinding, "category" | "detector">,
  rules: readonly FirewallRule[] | null,
): string {
  const word = CATEGORY_WORDS[category];
  if (category === "rules") {
    return rules === null ? word : `${word}: ${rules.find(({ id }) => id === detector)?.name ?? "removed"}`;
  }
  const isPlain = detector === "secret" || detector === "model" || PLAIN.has(category);
  return isPlain ? word : `${word}: ${detector.replaceAll("_", " ")}`;
}
