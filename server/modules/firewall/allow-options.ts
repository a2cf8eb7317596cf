import type {
  FirewallFinding,
  FirewallSettings,
  HitCategory,
  HitDirection,
} from "@/server/contracts/firewall";
import type { AllowProposal } from "@/server/contracts/firewall-allow";
import { placeOf } from "@/server/firewall";

export type AllowOption = AllowProposal["kind"];

const OPTIONS: Readonly<Record<HitCategory, Readonly<Record<HitDirection, readonly AllowOption[]>>>> = {
  injection: { request: ["phrase", "pattern", "place", "sensitivity"], answer: [] },
  pii: { request: ["phrase", "pattern", "place"], answer: ["phrase", "place"] },
  // A phrase would be the secret itself.
  secrets: { request: ["place"], answer: [] },
  rules: { request: ["phrase", "pattern", "place"], answer: ["phrase", "place"] },
  links: { request: [], answer: ["phrase"] },
};

interface Facts {
  hasText: boolean;
  sensitivity: FirewallSettings["sensitivity"];
}

/** What can be let pass after a mistake. Without a text nobody could say which phrase it was. */
export function allowOptions(
  { category, direction, detector }: { category: string; direction: HitDirection; detector: string },
  { hasText, sensitivity }: Facts,
): AllowOption[] {
  // Whoever is asked outside has rules of its own.
  if (!isHitCategory(category) || detector.startsWith("remote_")) return [];
  return OPTIONS[category][direction].filter((option) => {
    if (option === "phrase" || option === "pattern") return hasText;
    return option !== "sensitivity" || sensitivity !== "low";
  });
}

export const isHitCategory = (category: string): category is HitCategory => Object.hasOwn(OPTIONS, category);

/** The place that all findings share, with `*` for numbers; null where there are several. */
export function placeOfHit(findings: readonly FirewallFinding[]): string | null {
  const places = new Set(findings.map(({ path }) => (path.startsWith("answer") ? "answer" : placeOf(path))));
  const [only] = places;
  return places.size === 1 && only !== undefined ? only : null;
}
