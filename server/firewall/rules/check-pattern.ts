import { RE2JS } from "re2js";
import { PATTERN_LENGTH_MAX } from "./tenant-rule";

/** Whether a tenant's pattern may be stored, or why not in words for whoever wrote it. */
export type PatternVerdict = { isAccepted: true } | { isAccepted: false; reason: string };

const CHECK_TIMEOUT_MS = 3_000;

const refuse = (reason: string): PatternVerdict => ({ isAccepted: false, reason });

/**
 * Accepts what RE2 and JavaScript both understand and what a checker proves to take time in proportion to the text.
 * The check takes up to three seconds: call it when a rule is saved, off the path of requests.
 */
export async function checkPattern(pattern: string): Promise<PatternVerdict> {
  if (pattern.length === 0) return refuse("The pattern is empty.");
  if (pattern.length > PATTERN_LENGTH_MAX) {
    return refuse(`The pattern has ${pattern.length} characters; ${PATTERN_LENGTH_MAX} are allowed.`);
  }
  const syntax = syntaxFault(pattern);
  if (syntax !== null) return refuse(syntax);
  if (new RegExp(pattern, "iu").test(""))
    return refuse("The pattern matches the empty text, so it would match everywhere.");
  // Sixteen megabytes that only who saves a rule needs: not loaded with the gateway.
  const { check } = await import("recheck");
  const result = await check(pattern, "iu", { timeout: CHECK_TIMEOUT_MS });
  if (result.status === "safe") return { isAccepted: true };
  if (result.status === "vulnerable") {
    return refuse(
      `The pattern can take ${result.complexity.type} time on some texts. Avoid repeats inside repeats, and alternatives that begin alike.`,
    );
  }
  return refuse(
    "It could not be shown in three seconds that the pattern is fast on every text. Make it simpler.",
  );
}

function syntaxFault(pattern: string): string | null {
  try {
    RE2JS.compile(pattern);
  } catch (thrown) {
    return `The pattern is not valid RE2 syntax (look-around and back-references are not allowed): ${messageOf(thrown)}`;
  }
  try {
    new RegExp(pattern, "iu");
    return null;
  } catch (thrown) {
    return `The pattern is valid RE2 but not valid JavaScript: ${messageOf(thrown)}`;
  }
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
