import type { CallPurpose } from "@/server/contracts/requests";

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
