import type { CheckName } from "@/server/contracts/evaluations";
import type { RecordedExchange } from "../recorded-exchange";

/** 1 = nothing wrong, 0 = as bad as can be. The note is said to people and quotes nothing of the texts. */
export interface Finding {
  score: number;
  note: string | null;
}

/** A question to which code alone knows the answer. */
export interface Check {
  name: CheckName;
  /** Counted up whenever the same answer may score differently. */
  version: number;
  /** Null where the question does not arise. */
  run(exchange: RecordedExchange): Finding | null | Promise<Finding | null>;
}

export const PASSED: Finding = { score: 1, note: null };
