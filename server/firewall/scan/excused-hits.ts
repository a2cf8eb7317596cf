import type { FirewallCategory } from "@/server/contracts/firewall";
import { outsideAllowed, placeOf } from "../allow/allow-list";
import { excuseInjection } from "../allow/excuse-injection";
import { printablePath } from "../body/printable-path";
import type { Detection, Detector } from "../detector";
import type { Span } from "../rules/find-phrase";
import type { LeafHit, ScannedLeaf, ScanPolicy } from "./scanned-leaf";

/** A stretch of a leaf, and what the project says of it. */
interface Reading {
  text: string;
  leaf: ScannedLeaf;
  policy: ScanPolicy;
}

interface Named {
  category: FirewallCategory;
  detector: string;
}

/** What no rule of the project lets pass. */
export function unexcused<Found extends Span>(
  found: readonly Found[],
  { text, leaf, policy }: Reading,
  nameOf: (found: Found) => Named,
): Found[] {
  const { allow } = policy;
  if (!allow || found.length === 0) return [...found];
  // A hostile text has tens of thousands of findings, and few kinds of them.
  const excuses = new Map<string, { isWhole: boolean; spans: readonly Span[] }>();
  return found.filter((each) => {
    const name = nameOf(each);
    const known = excuses.get(name.detector) ?? {
      isWhole: isPlaceAllowed({ ...name, leaf, score: 1 }, policy),
      spans: allow.spansIn(text, { ...name, direction: "request" }),
    };
    excuses.set(name.detector, known);
    return !known.isWhole && outsideAllowed([each], known.spans).length > 0;
  });
}

/** What is left of an injection where phrases or patterns excuse stretches of the text. */
export function excused(
  detector: Detector,
  found: Detection,
  { text, leaf, policy }: Reading,
): Detection | null {
  const { allow } = policy;
  if (!allow?.hasTexts("injection", "request")) return found;
  const about = { category: "injection", detector: found.ruleId, direction: "request" } as const;
  return excuseInjection(detector, { text, trust: leaf.trust, found, allowed: allow.spansIn(text, about) });
}

/** Whether a detector is excused at the place where the leaf stands. */
export const isPlaceAllowed = (
  { leaf, category, detector, score }: Pick<LeafHit, "leaf" | "category" | "detector" | "score">,
  { allow }: ScanPolicy,
): boolean =>
  allow?.excusesPlace(
    { category, detector, direction: "request" },
    { path: placeOf(printablePath(leaf.path)), score },
  ) ?? false;
