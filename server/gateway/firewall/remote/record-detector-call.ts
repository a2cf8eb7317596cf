import { Exchange } from "../../exchange";
import type { Caller } from "../../stages/authenticate";
import { type RecordSink, recordExchange } from "../../stages/record";
import type { Scope } from "../../stages/resolve-scope";
import type { DetectorUse } from "./ask-detector";

/** The call of a guard model as a call of its own, which begins now: of the same key and project, in nobody's conversation. */
export function detectorCall({ req }: Exchange, caller: Caller, scope: Scope): Exchange {
  const { orgId } = caller.org;
  const ownCall = { orgId, projectId: scope.project.id, purpose: "detector" } as const;
  const call = new Exchange({ ...req, ownCall }, "chat");
  call.caller = caller;
  call.scope = scope;
  call.session = { id: "", source: "none" };
  return call;
}

/** Puts on record what was used, so that it is counted like whatever else the customer's provider keys pay for. */
export function recordDetectorCall(
  records: RecordSink,
  call: Exchange,
  { hop, usage, price }: DetectorUse,
): Promise<void> {
  call.hop = hop;
  call.settlement = { usage, price, isEstimated: false, finishReason: null, responseModel: null };
  return recordExchange(records, call, { status: "ok", httpStatus: 200, error: null });
}
