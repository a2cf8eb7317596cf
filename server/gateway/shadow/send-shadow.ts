import { reserveShadowSpend, settleShadowSpend } from "@/server/modules/promotion";
import { answer, type EndpointDeps } from "../endpoints";
import type { Presence } from "../presence";
import type { GatewayRequest } from "../types";
import type { ShadowTask } from "./shadow-task";

/** Longer than most answers take; one that takes longer is called off. */
const CALL_MS_MAX = 120_000;

/**
 * Asks a shadow what a customer's request has asked, through the same stages and on record as what it is. Not where the
 * route's money of the day is used up.
 */
export async function sendShadow(deps: EndpointDeps, task: ShadowTask, presence: Presence): Promise<void> {
  const { orgId, routeId, amountMicroUsd, limitMicroUsd } = task;
  const call = { orgId, routeId, amountMicroUsd, limitMicroUsd, at: new Date() };
  if (presence.isGone || !(await reserveShadowSpend(call))) return;
  const timer = setTimeout(() => presence.leave(), CALL_MS_MAX);
  try {
    const { headers } = await answer(deps, requestOf(task, presence));
    await settleShadowSpend(call, Number(headers["floopy-cost-micro-usd"] ?? 0));
  } finally {
    clearTimeout(timer);
  }
}

function requestOf(
  { orgId, projectId, path, headers, bytes, storageMode, origin, target }: ShadowTask,
  presence: Presence,
): GatewayRequest {
  return {
    ...{ method: "POST", path, query: "", remoteAddress: "", presence },
    headers: {
      ...headers,
      ...{ "content-type": "application/json", "user-agent": "floopy" },
      ...{ "floopy-log": storageMode, "floopy-cache": "off" },
    },
    readBody: async () => bytes,
    openBody: async function* () {
      yield bytes;
    },
    ownCall: { orgId, projectId, purpose: "shadow", shadow: { origin, target } },
  };
}
