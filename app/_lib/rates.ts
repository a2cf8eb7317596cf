import type { Rate, RateName } from "@/server/contracts/prices";
import { UNKNOWN } from "./format";

export const RATE_LABELS: Readonly<Record<RateName, string>> = {
  input: "Input",
  cachedInput: "Cached input",
  cacheWrite: "Cache write",
  hourCacheWrite: "Cache write, 1 hour",
  inputAudio: "Audio input",
  cachedInputAudio: "Cached audio input",
  inputImage: "Image input",
  output: "Output",
  reasoning: "Reasoning",
  outputAudio: "Audio output",
  outputImage: "Image output",
  citation: "Citations",
  thousandSearches: "Searches",
  thousandRequests: "Request fee",
};

/** What a rate is for: “$2.50 for 1M tokens”. */
export function rateUnit(name: RateName): string {
  if (name === "thousandSearches") return "1,000 searches";
  return name === "thousandRequests" ? "1,000 requests" : "1M tokens";
}

/** Dollars as a price list writes them: “$0.075”, “$2.50”, “$15”. */
export function formatRate(usd: number | null | undefined): string {
  if (usd === null || usd === undefined) return UNKNOWN;
  if (usd === 0) return "$0";
  const isWhole = Number.isInteger(usd);
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: isWhole ? 0 : 2, maximumFractionDigits: 6 })}`;
}

/** The rate for short prompts. */
export function shortPromptRate(rate: Rate | undefined): number | null {
  if (rate === undefined) return null;
  return typeof rate === "number" ? rate : rate.base;
}
