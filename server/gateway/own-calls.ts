import type { CallModel, ModelReply } from "@/server/modules/evaluations";
import type { Gateway } from "./gateway";
import { ownObject, ownString, parseObject } from "./json-value";
import { Presence } from "./presence";
import { type GatewayRequest, isStream } from "./types";

/** For the project's storage mode: what a judge is shown is on record already. */
const HEADERS = {
  "content-type": "application/json",
  "user-agent": "floopy",
  "floopy-log": "metadata",
  "floopy-cache": "off",
  "floopy-session-affinity": "off",
} as const;

/**
 * Calls of models that the product makes for a customer: through the same stages as the customer's own, with their
 * provider keys, budgets, prices and firewall, and on record as what they are.
 */
export function ownCalls(gateway: Pick<Gateway, "handle">): CallModel {
  return async ({ orgId, projectId, purpose, body, timeoutMs }) => {
    const bytes = Buffer.from(JSON.stringify(body));
    const presence = new Presence();
    const timer = setTimeout(() => presence.leave(), timeoutMs);
    const request: GatewayRequest = {
      method: "POST",
      path: "/v1/chat/completions",
      query: "",
      headers: HEADERS,
      readBody: async () => bytes,
      openBody: () => piecesOf(bytes),
      remoteAddress: "",
      presence,
      ownCall: { orgId, projectId, purpose },
    };
    try {
      return replyOf(await gateway.handle(request));
    } finally {
      clearTimeout(timer);
    }
  };
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function replyOf({ status, headers, body }: Awaited<ReturnType<Gateway["handle"]>>): ModelReply {
  const json = isStream(body) ? null : parseObject(body.toString());
  const error = json === null ? null : ownObject(json, "error");
  const cost = headers["floopy-cost-micro-usd"];
  const requestId = headers["x-request-id"] ?? "";
  const costMicroUsd = cost === undefined ? null : Number(cost);
  if (status === 200 && json !== null) return { isOk: true, requestId, costMicroUsd, completion: json };
  return {
    isOk: false,
    requestId,
    costMicroUsd,
    status,
    code: (error === null ? null : ownString(error, "code")) ?? "internal",
    message: (error === null ? null : ownString(error, "message")) ?? "The call failed.",
  };
}
