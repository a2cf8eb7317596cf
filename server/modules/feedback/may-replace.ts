import { PROOFS, type Proof } from "@/server/contracts/feedback";

export interface GivenAnswer {
  proof: Proof;
  showId: string | null;
  editUntil: Date;
}

/**
 * Whether an answer may take the place of the one a session already has. Better proof always may, so that nobody can
 * answer in advance for another; a server always may; whoever gave it may while the edit window is open. Without a
 * token that is whoever knows the id of the ask.
 */
export function mayReplace(
  given: GivenAnswer,
  next: Pick<GivenAnswer, "proof" | "showId">,
  now: Date,
): boolean {
  const [before, after] = [PROOFS.indexOf(given.proof), PROOFS.indexOf(next.proof)];
  if (after !== before) return after > before;
  if (next.proof === "server") return true;
  if (now >= given.editUntil) return false;
  return next.proof !== "anonymous" || (given.showId !== null && given.showId === next.showId);
}
