import type { CallPurpose, RequestMaker } from "@/server/contracts/requests";

const LABELS: Readonly<Record<CallPurpose, string>> = {
  judge: "Judge",
  evaluation: "Evaluation",
  trial: "Trial",
  detector: "Detector",
  shadow: "Shadow",
};

/** Why Floopy itself made a call. */
export function purposeLabel(purpose: CallPurpose): string {
  return LABELS[purpose];
}

/** Whose request it is. */
export function makerLabel(maker: RequestMaker): string {
  return maker === "application" ? "Your application" : `Floopy: ${purposeLabel(maker).toLowerCase()}`;
}
