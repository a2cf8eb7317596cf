import { unitHash } from "./unit-hash";

/** Which side of an experiment a session is on: always the same, and independent of every other draw of the session. */
export function variantOf(
  { id, splitPercentage }: { id: string; splitPercentage: number },
  sessionId: string,
): "A" | "B" {
  return unitHash(`experiment\n${id}\n${sessionId}`) * 100 < splitPercentage ? "B" : "A";
}
