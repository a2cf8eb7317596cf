import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import type { SandboxFault } from "@/server/contracts/sandbox-models";

export interface FaultContext {
  res: ServerResponse;
  body: Buffer;
  isStream: boolean;
}

type Play = (context: FaultContext) => void;

/** Faults that show before any content. Each answers the request by itself. */
const IMMEDIATE: Partial<Record<SandboxFault, Play>> = {
  "rate-limited": ({ res }) =>
    sendError(res, {
      status: 429,
      code: "rate_limit_exceeded",
      message: "Rate limit reached. Try again in 2s.",
      headers: { "retry-after": "2" },
    }),
  down: ({ res }) => sendError(res, { status: 503, code: "overloaded", message: "The model is overloaded." }),
  unauthorized: ({ res }) =>
    sendError(res, { status: 401, code: "invalid_api_key", message: "Incorrect API key provided." }),
  invalid: ({ res }) =>
    sendError(res, {
      status: 400,
      code: "invalid_value",
      message: "Invalid value for 'temperature'.",
      param: "temperature",
    }),
  timeout: () => undefined,
  empty: ({ res, isStream }) => {
    res.writeHead(200, {
      "content-type": isStream ? "text/event-stream; charset=utf-8" : "application/json",
    });
    res.end();
  },
  garbage: ({ res }) => {
    res.writeHead(200, { "content-type": "text/html" });
    res.end("<html><body>\u0000\u0001 this is {not JSON</body></html>");
  },
};

/** Plays the fault if it is one that shows at once. Returns whether the request has been dealt with. */
export function playFault(fault: SandboxFault | null, context: FaultContext): boolean {
  if (fault === "flaky") return playFlaky(context);
  const play = fault ? IMMEDIATE[fault] : undefined;
  if (!play) return false;
  play(context);
  return true;
}

const attempts = new LRUCache<string, number>({ max: 10_000 });

/** Odd attempts of the same body fail, even ones work; which error it is depends on the body. */
function playFlaky({ res, body }: FaultContext): boolean {
  const key = createHash("sha256").update(body).digest("hex");
  const attempt = (attempts.get(key) ?? 0) + 1;
  attempts.set(key, attempt);
  if (attempt % 2 === 0) return false;
  const status = Number.parseInt(key.slice(0, 2), 16) % 2 === 0 ? 500 : 503;
  sendError(res, {
    status,
    code: "server_error",
    message: "The sandbox fails the first attempt of each request.",
  });
  return true;
}

/** A whole answer broken off: `cut` breaks the connection, `half-chunk` closes it properly after half of the JSON. */
export function sendBroken(res: ServerResponse, json: string, fault: SandboxFault | null): boolean {
  const bytes = Buffer.from(json);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  if (fault === "cut") {
    res.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
    res.write(half, () => res.destroy());
    return true;
  }
  if (fault === "half-chunk") {
    res.writeHead(200, { "content-type": "application/json" });
    res.end(half);
    return true;
  }
  if (fault !== "error-mid-stream") return false;
  sendError(res, { status: 500, code: "sandbox_fault", message: "The sandbox was asked to fail here." });
  return true;
}

export interface SandboxError {
  status: number;
  code: string;
  message: string;
  param?: string;
  headers?: Record<string, string>;
}

export function sendError(
  res: ServerResponse,
  { status, code, message, param, headers }: SandboxError,
): void {
  const type = status === 429 ? "rate_limit_error" : status >= 500 ? "server_error" : "invalid_request_error";
  res.writeHead(status, { "content-type": "application/json", ...headers });
  res.end(JSON.stringify({ error: { message, type, param: param ?? null, code } }));
}
