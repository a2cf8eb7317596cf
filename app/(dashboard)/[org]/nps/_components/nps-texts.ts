import type { Proof } from "@/server/contracts/feedback";
import type { NpsDimension, NpsRangePreset } from "@/server/contracts/nps";
import type { AnswerList } from "../search-params";

export const PROOF_LABELS = {
  anonymous: "Unsigned",
  session: "Signed session",
  verified: "Signed user",
  server: "Your server",
} as const satisfies Record<Proof, string>;

export const DIMENSION_LABELS = {
  model: "Model",
  route: "Route",
  locale: "Language",
  appVersion: "App version",
  proof: "Proof",
  project: "Project",
} as const satisfies Record<NpsDimension, string>;

export const NPS_RANGES: readonly { id: NpsRangePreset; label: string }[] = [
  { id: "7d", label: "Last 7 days" },
  { id: "30d", label: "Last 30 days" },
  { id: "90d", label: "Last 90 days" },
  { id: "365d", label: "Last 365 days" },
];

export const LIST_LABELS = {
  open: "Detractors to handle",
  handled: "Handled",
  comments: "Comments",
  all: "All answers",
  held: "Held back",
} as const satisfies Record<AnswerList, string>;
