import { FIREWALL_FINDINGS_MAX, type FirewallFinding } from "@/server/contracts/firewall";
import { errorFields, log } from "@/server/core/logger";
import { inTurns, type Steps } from "@/server/text/in-turns";
import { objectIn } from "../body/parse-object";
import type { Exchange } from "../exchange";
import { isObject, type JsonObject } from "../json-value";
import type { WireReading } from "../wires/wire";
import { givingWay } from "./give-way";
import { answerBlocked, answerUnread, type OutputScreening } from "./output-screening";
import { answerSteps, transcriptSteps } from "./screen-answer";
import { ScreenedReading } from "./screened-reading";

/** A whole answer as it may be given and kept. Throws where it must not be given at all; it is paid for by then. */
export async function screenWhole(
  exchange: Exchange,
  body: Buffer,
  json: JsonObject,
): Promise<{ body: Buffer; json: JsonObject }> {
  const { output } = exchange;
  if (output === null || exchange.endpoint === "embeddings") return { body, json };
  const looked = await guarded(output, answerSteps(output, body));
  if (looked === null) {
    note(exchange, [{ ...UNREAD, action: output.acts ? "blocked" : "observed" }]);
    if (output.acts) throw answerUnread();
    return { body, json };
  }
  const { findings, isRedacted, stoppedBy, body: screened } = looked;
  note(exchange, findings);
  if (stoppedBy !== null) throw answerBlocked(stoppedBy);
  return isRedacted ? { body: screened, json: (await objectIn(screened)) ?? json } : { body, json };
}

/** What is kept of a stream that has ended: what went out, not what was said. */
export async function screenTranscript(exchange: Exchange, reading: WireReading): Promise<JsonObject | null> {
  const said = reading.transcript?.toCompletion(exchange.id, reading.responseModel) ?? null;
  const { output } = exchange;
  if (output === null || said === null) return said;
  const acted = reading instanceof ScreenedReading ? reading.findings : [];
  const looked = await guarded(output, transcriptSteps(output, said));
  note(exchange, [...acted, ...(looked?.findings ?? [{ ...UNREAD, action: "observed" }])]);
  return looked !== null && isObject(looked.answer) ? looked.answer : null;
}

const UNREAD = {
  category: "error",
  detector: "firewall",
  score: 1,
  path: "answer",
  start: 0,
  end: 0,
} as const;

/** Null when the firewall itself fails. */
async function guarded<T>({ requestId }: OutputScreening, look: Steps<T>): Promise<T | null> {
  try {
    return await inTurns(look, givingWay());
  } catch (thrown) {
    log.error("the firewall failed on an answer", { requestId, ...errorFields(thrown) });
    return null;
  }
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
