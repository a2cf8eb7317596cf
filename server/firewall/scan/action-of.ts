import type { FirewallFinding } from "@/server/contracts/firewall";
import { attackThreshold } from "../injection/detect-injection";
import type { LeafHit, ScanPolicy } from "./scanned-leaf";

/** What a policy does about a hit. */
export function actionOf({ category, score, leaf }: LeafHit, policy: ScanPolicy): FirewallFinding["action"] {
  const mode = policy.modes[category];
  // What a provider must get back as it gave it is left as it is.
  if (mode === "redact") return leaf.isOpaque ? "observed" : "redacted";
  if (mode !== "block") return "observed";
  // Text is noted from a lower score on than it is stopped.
  const isCertain =
    category !== "injection" || score >= attackThreshold(policy.settings.sensitivity, leaf.trust);
  return isCertain ? "blocked" : "observed";
}
