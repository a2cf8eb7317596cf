import { FIREWALL_FINDINGS_MAX } from "@/server/contracts/firewall";
import type { RemoteDetectorSettings } from "@/server/contracts/remote-detector";
import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import type { RequestAmendment } from "@/server/modules/ingest";
import type { Exchange } from "../../exchange";
import { reserveAside } from "../../limits/reserve-aside";
import type { BudgetDeps } from "../../limits/reserve-budget";
import { clientClosed } from "../../stages/attempt-errors";
import type { ModelBody } from "../../stages/read-body";
import type { RecordSink } from "../../stages/record";
import { blockedBy } from "../screen-input";
import { type AskDeps, askDetector, type RemoteAnswer } from "./ask-detector";
import { detectorCall, recordDetectorCall } from "./record-detector-call";
import { type RemoteFindings, remoteFindings } from "./remote-findings";
import { answeredTexts, askedTexts, piecesOf } from "./remote-texts";

export interface ScreenRemotelyDeps extends AskDeps, BudgetDeps {
  records: RecordSink;
  /** Has a stop of the process wait for work that goes on when its answer is out. */
  afterwards(work: Promise<void>): void;
}

type Stage = "input" | "output";

/**
 * Has a request looked at by the project's remote detector. In `block` nothing goes on, neither to a cache nor to a
 * provider, before there is a verdict; in `observe` the request goes on at once, and what is found is added to its record.
 */
export async function screenInputRemotely(
  deps: ScreenRemotelyDeps,
  exchange: Exchange,
  body: ModelBody,
): Promise<void> {
  if (settingsFor(exchange, "input") === null) return;
  await screen(deps, exchange, "input", () => askedTexts(body.bytes, exchange.endpoint));
}

/** The same for a whole answer, before anybody gets it. */
export async function screenAnswerRemotely(
  deps: ScreenRemotelyDeps,
  exchange: Exchange,
  answer: Buffer,
): Promise<void> {
  if (exchange.endpoint === "embeddings" || settingsFor(exchange, "output") === null) return;
  await screen(deps, exchange, "output", () => answeredTexts(answer));
}

/** A streamed answer has gone out by the time it can be looked at as a whole: what is found is noted, whatever the mode. */
export function watchStreamRemotely(deps: ScreenRemotelyDeps, exchange: Exchange): void {
  const { responseJson } = exchange;
  if (!readsAnswers(exchange) || responseJson === null || exchange.req.presence.isGone) return;
  const texts = (): Promise<string> => answeredTexts(Buffer.from(JSON.stringify(responseJson)));
  const looked = screen(deps, exchange, "output", texts, false).catch((thrown: unknown) => {
    log.error("a stream was not looked at", { requestId: exchange.id, ...errorFields(thrown) });
  });
  deps.afterwards(looked);
}

/** Whether the text of a streamed answer is needed when it has ended. */
export const readsAnswers = (exchange: Exchange): boolean => settingsFor(exchange, "output") !== null;

function settingsFor({ req, scope }: Exchange, stage: Stage): RemoteDetectorSettings | null {
  const settings = scope?.project.remoteDetector?.settings ?? null;
  // What the product itself asks is on record already, and was looked at when it came.
  if (settings === null || req.ownCall !== undefined) return null;
  return (stage === "input" ? settings.checksInput : settings.checksOutput) ? settings : null;
}

async function screen(
  deps: ScreenRemotelyDeps,
  exchange: Exchange,
  stage: Stage,
  texts: () => Promise<string>,
  mayStop = true,
): Promise<void> {
  const { scope, caller, req, endpoint } = exchange;
  const detector = scope?.project.remoteDetector ?? null;
  if (detector === null || scope === null || caller === null) return;
  const { settings } = detector;
  if (Math.random() * 100 >= settings.samplePercent) return;
  const text = await texts();
  if (text.trim() === "" || text.length < settings.lengthMin) return;
  const { body } = exchange;
  const asked = stage === "output" && body !== null ? await askedTexts(body.bytes, endpoint) : "";
  const call = detectorCall(exchange, caller, scope);
  const answer = askDetector(deps, {
    org: caller.org,
    detector,
    question: {
      requestId: exchange.id,
      projectId: scope.project.id,
      stage,
      pieces: piecesOf(text),
      asked: asked.slice(-ASKED_MAX),
    },
    presence: req.presence,
    mayCancel: () => !exchange.isRecorded,
    reserve: (amountMicroUsd) => reserveAside(deps, exchange, { name: `detector-${stage}`, amountMicroUsd }),
    onUsed: (used) => deps.afterwards(recordDetectorCall(deps.records, call, used)),
  });
  if (settings.mode === "block" && mayStop) return stop(exchange, settings, stage, await answer);
  deps.afterwards(
    answer.then((given) => note(deps, exchange, remoteFindings(settings, stage, given, false))),
  );
}

/** Of what an answer was given to, the end. */
const ASKED_MAX = 4_000;

function stop(
  exchange: Exchange,
  settings: RemoteDetectorSettings,
  stage: Stage,
  answer: RemoteAnswer,
): void {
  exchange.mark("detector");
  if (answer.outcome === "cancelled") throw clientClosed();
  const found = remoteFindings(settings, stage, answer, true);
  addTo(exchange, found);
  if (found.stoppedBy === "error") throw noVerdict();
  if (found.stoppedBy !== null) throw blockedBy(found.stoppedBy, null, stage);
}

function noVerdict(): AppError {
  return new AppError("dependency_unavailable", "the remote detector gave no verdict", {
    userMessage: "The remote detector of this project gave no verdict, and without one nothing may pass.",
    retryAfterSeconds: 1,
  });
}

/** Into the record where it is still to be written, else behind it. */
async function note(deps: ScreenRemotelyDeps, exchange: Exchange, found: RemoteFindings): Promise<void> {
  if (found.findings.length === 0) return;
  if (!exchange.isRecorded) {
    addTo(exchange, found);
    return;
  }
  if (exchange.scope === null || exchange.caller === null || exchange.scope.storageMode === "none") return;
  const amendment: RequestAmendment = {
    id: exchange.id,
    orgId: exchange.caller.key.orgId,
    findings: found.findings,
    isFlagged: found.isFlagged,
  };
  try {
    await deps.records.append(JSON.stringify({ amendment }));
  } catch (thrown) {
    log.error("findings could not be recorded", { requestId: exchange.id, ...errorFields(thrown) });
  }
}

/** Before the others, of which only so many are kept. */
function addTo(exchange: Exchange, { findings, isFlagged, stoppedBy }: RemoteFindings): void {
  const { status, findings: others } = exchange.firewall;
  const seen = status === "skipped" ? "pass" : status;
  exchange.firewall = {
    status: stoppedBy !== null ? "blocked" : isFlagged && seen === "pass" ? "flag" : seen,
    findings: [...findings, ...others].slice(0, FIREWALL_FINDINGS_MAX),
  };
}
