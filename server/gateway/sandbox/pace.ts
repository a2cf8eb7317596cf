import type { ServerResponse } from "node:http";
import type { SandboxModel } from "@/server/contracts/sandbox-models";
import type { ChatRequest } from "./chat-request";

export interface Pace {
  /** Resolves when the token with this index is due, or when the client has left. */
  waitForToken(index: number, res: ServerResponse): Promise<void>;
}

/** The request's own pace (`sandbox.first_token_ms`, `sandbox.tokens_per_second`; 0 = at once) or the model's. */
export function paceOf(request: ChatRequest, model: SandboxModel): Pace {
  const firstTokenMs = request.sandbox?.first_token_ms ?? model.firstTokenMs;
  const tokensPerSecond = request.sandbox?.tokens_per_second ?? model.tokensPerSecond;
  const start = performance.now();
  return {
    async waitForToken(index, res) {
      const due = firstTokenMs + (tokensPerSecond > 0 ? (index * 1_000) / tokensPerSecond : 0);
      const restMs = due - (performance.now() - start);
      // A timer cannot be finer than a millisecond; tokens due sooner leave together.
      if (restMs >= 1) await sleepUnlessClosed(restMs, res);
    },
  };
}

function sleepUnlessClosed(ms: number, res: ServerResponse): Promise<void> {
  if (res.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      res.off("close", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    res.on("close", done);
  });
}
