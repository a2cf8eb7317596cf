import { FIREWALL_FINDINGS_MAX, type FirewallFinding } from "@/server/contracts/firewall";
import type { Exchange } from "../exchange";
import { isObject, type JsonObject, parseObject } from "../json-value";
import type { WireReading } from "../wires/wire";
import { answerBlocked } from "./output-screening";
import { readTranscript, screenAnswer } from "./screen-answer";
import { ScreenedReading } from "./screened-reading";

/** A whole answer as it may be given and kept. Throws where it must not be given at all; it is paid for by then. */
export function screenWhole(
  exchange: Exchange,
  body: Buffer,
  json: JsonObject,
): { body: Buffer; json: JsonObject } {
  const { output } = exchange;
  if (output === null || exchange.endpoint === "embeddings") return { body, json };
  const { findings, isRedacted, stoppedBy, body: screened } = screenAnswer(output, body);
  note(exchange, findings);
  if (stoppedBy !== null) throw answerBlocked(stoppedBy);
  return isRedacted ? { body: screened, json: parseObject(screened.toString()) ?? json } : { body, json };
}

/** What is kept of a stream that has ended: what went out, not what was said. */
export function screenTranscript(exchange: Exchange, reading: WireReading): JsonObject | null {
  const said = reading.transcript?.toCompletion(exchange.id, reading.responseModel) ?? null;
  const { output } = exchange;
  if (output === null || said === null) return said;
  const { answer, findings } = readTranscript(output, said);
  note(exchange, [...(reading instanceof ScreenedReading ? reading.findings : []), ...findings]);
  return isObject(answer) ? answer : null;
}

function note(exchange: Exchange, found: readonly FirewallFinding[]): void {
  if (found.length === 0) return;
  const { status, findings } = exchange.firewall;
  const has = (action: FirewallFinding["action"]): boolean =>
    found.some((finding) => finding.action === action);
  const isRedacted = status === "redacted" || has("redacted");
  exchange.firewall = {
    status: has("blocked") ? "blocked" : isRedacted ? "redacted" : "flag",
    findings: [...findings, ...found].slice(0, FIREWALL_FINDINGS_MAX),
  };
}
