import type { FirewallFinding } from "@/server/contracts/firewall";
import { type ReplayVerdict, verdictOf } from "./replay-record";

const NOT_LOCAL: ReadonlySet<FirewallFinding["category"]> = new Set(["content", "remote", "error"]);

/** What a policy can find again: neither what a detector outside said nor that the firewall itself failed. */
export const isLocal = ({ category, detector }: FirewallFinding): boolean =>
  !NOT_LOCAL.has(category) && !detector.startsWith("remote_");

/** What our own detectors made of a request when it came, whatever others said of it. */
export function recordedVerdict(
  status: string,
  found: readonly FirewallFinding[],
): ReplayVerdict | "skipped" {
  return status === "skipped" ? "skipped" : verdictOf(found.filter(isLocal));
}
