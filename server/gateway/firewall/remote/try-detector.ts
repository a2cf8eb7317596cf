import { randomBytes } from "node:crypto";
import type { RemoteDetectorSettings, TriedDetector } from "@/server/contracts/remote-detector";
import type { DetectorTrial } from "@/server/modules/firewall";
import type { OrgConfig, RemoteDetectorConfig } from "@/server/modules/gateway-config";
import { Exchange } from "../../exchange";
import { reserveAside } from "../../limits/reserve-aside";
import type { BudgetDeps } from "../../limits/reserve-budget";
import { Presence } from "../../presence";
import { type AuthenticateDeps, authenticate } from "../../stages/authenticate";
import type { RecordSink } from "../../stages/record";
import { resolveScope } from "../../stages/resolve-scope";
import type { GatewayRequest } from "../../types";
import { type AskDeps, askForTrial, type RemoteAnswer } from "./ask-detector";
import { recordDetectorCall } from "./record-detector-call";
import { remoteFindings } from "./remote-findings";
import { piecesOf } from "./remote-texts";

export interface TryDetectorDeps extends AskDeps, AuthenticateDeps, BudgetDeps {
  records: RecordSink;
  userHashKey: Buffer;
  afterwards(work: Promise<void>): void;
}

/**
 * Asks a detector about one text as a request would, saved or not: through the same client with the same limits and
 * budgets, but whatever its circuit breaker says, and without telling it. What a model costs is on record as its use.
 */
export async function tryDetector(
  deps: TryDetectorDeps,
  { orgId, projectId, settings, text }: DetectorTrial,
): Promise<TriedDetector> {
  const req = trialRequest(orgId, projectId);
  const call = new Exchange(req, "chat");
  const caller = await authenticate(deps, req);
  call.caller = caller;
  call.scope = resolveScope(caller, req.headers, deps.userHashKey);
  call.session = { id: "", source: "none" };
  const { secret, signedWith } = signing(caller.org, projectId, settings);
  const answer = await askForTrial(deps, {
    org: caller.org,
    detector: { settings, version: 0, secret },
    question: {
      requestId: call.id,
      projectId,
      stage: stageOf(settings),
      pieces: piecesOf(text),
      asked: "",
    },
    presence: req.presence,
    mayCancel: () => false,
    reserve: (amountMicroUsd) => reserveAside(deps, call, { name: "detector-trial", amountMicroUsd }),
    onUsed: (used) => deps.afterwards(recordDetectorCall(deps.records, call, used)),
  });
  return shown(settings, answer, signedWith);
}

/** The product calls, for the project; nothing of the text is kept. */
const trialRequest = (orgId: string, projectId: string): GatewayRequest => ({
  ...{ method: "POST", path: "/v1/chat/completions", query: "", remoteAddress: "" },
  headers: { "floopy-log": "metadata" },
  readBody: async () => Buffer.alloc(0),
  openBody: async function* () {},
  presence: new Presence(),
  ownCall: { orgId, projectId, purpose: "detector" },
});

const stageOf = ({ checksInput }: RemoteDetectorSettings) => (checksInput ? "input" : "output");

/** A new address never gets what the old one's secret has signed. */
function signing(
  { projects }: OrgConfig,
  projectId: string,
  settings: RemoteDetectorSettings,
): Pick<RemoteDetectorConfig, "secret"> & Pick<TriedDetector, "signedWith"> {
  if (settings.kind !== "webhook") return { secret: null, signedWith: null };
  const stored = projects.find(({ id }) => id === projectId)?.remoteDetector ?? null;
  const isSame = stored?.settings.kind === "webhook" && stored.settings.url === settings.url;
  if (isSame && stored.secret !== null) return { secret: stored.secret, signedWith: "stored" };
  return { secret: `whsec_${randomBytes(24).toString("base64")}`, signedWith: "trial" };
}

function shown(
  settings: RemoteDetectorSettings,
  answer: RemoteAnswer,
  signedWith: TriedDetector["signedWith"],
): TriedDetector {
  const { outcome, reason, durationMs, costMicroUsd, verdict } = answer;
  const { isFlagged, stoppedBy } = remoteFindings(
    settings,
    stageOf(settings),
    answer,
    settings.mode === "block",
  );
  return {
    outcome: outcome === "cancelled" ? "unreachable" : outcome,
    ...{ reason, durationMs, costMicroUsd, signedWith },
    isFlagged: verdict.isFlagged,
    asks: verdict.action,
    categories: verdict.categories.map(({ detector, score }) => ({ detector, score })),
    follows: follows(settings, stoppedBy, isFlagged),
  };
}

function follows(
  { mode }: RemoteDetectorSettings,
  stoppedBy: ReturnType<typeof remoteFindings>["stoppedBy"],
  isFlagged: boolean,
): TriedDetector["follows"] {
  if (mode === "off") return "nothing";
  if (stoppedBy !== null) return stoppedBy === "error" ? "refused" : "blocked";
  return isFlagged ? "noted" : "passes";
}
