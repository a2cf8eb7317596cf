import type { CheckName, CheckResult } from "@/server/contracts/evaluations";
import { checkCode } from "./checks/check-code";
import { checkEmpty } from "./checks/check-empty";
import { checkFormat } from "./checks/check-format";
import { checkLanguage } from "./checks/check-language";
import { checkLoops } from "./checks/check-loops";
import { checkRefusal } from "./checks/check-refusal";
import { checkSources } from "./checks/check-sources";
import { checkTruncated } from "./checks/check-truncated";
import type { Check } from "./checks/check-types";
import type { RecordedExchange } from "./recorded-exchange";

const CHECKS: readonly Check[] = [
  checkEmpty,
  checkTruncated,
  checkRefusal,
  checkFormat,
  checkCode,
  checkLanguage,
  checkLoops,
  checkSources,
];

/** Everything that code alone can say of an answer, in a fixed order; what does not apply is left out. */
export async function runChecks(exchange: RecordedExchange): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { name, version, run } of CHECKS) {
    const found = await run(exchange);
    if (found !== null) results.push({ name, version, ...found });
  }
  return results;
}

/** Whether an answer is what was asked for at all: what fails here is no good answer, whatever it says. */
const DECISIVE: ReadonlySet<CheckName> = new Set(["empty", "truncated", "refusal", "format", "loops"]);

/** The worst of the decisive checks; 1 where none found anything. */
export function decisiveScore(results: readonly Pick<CheckResult, "name" | "score">[]): number {
  return Math.min(1, ...results.filter(({ name }) => DECISIVE.has(name)).map(({ score }) => score));
}
