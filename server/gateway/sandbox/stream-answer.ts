import type { ServerResponse } from "node:http";
import type { SandboxFault } from "@/server/contracts/sandbox-models";
import type { StreamEvent } from "./chat-wire";
import type { Pace } from "./pace";

/** Faults that happen after some tokens have gone out. */
const BREAKING: ReadonlySet<SandboxFault | null> = new Set<SandboxFault>([
  "cut",
  "half-chunk",
  "error-mid-stream",
]);
const TOKENS_BEFORE_FAULT = 5;

/** Writes the events at the pace of the model; stops when the client leaves and waits when it reads slowly. */
export async function streamAnswer(
  res: ServerResponse,
  events: Iterable<StreamEvent>,
  { pace, fault }: { pace: Pace; fault: SandboxFault | null },
): Promise<void> {
  res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  res.flushHeaders();
  let tokens = 0;
  for (const event of events) {
    if (BREAKING.has(fault) && tokens >= TOKENS_BEFORE_FAULT && event.isContent)
      return breakOff(res, event, fault);
    if (event.isContent) await pace.waitForToken(tokens, res);
    if (res.destroyed) return;
    tokens += event.tokens;
    if (!res.write(`data: ${event.data}\n\n`)) await drained(res);
  }
  res.end();
}

function breakOff(res: ServerResponse, event: StreamEvent, fault: SandboxFault | null): void {
  const frame = `data: ${event.data}\n\n`;
  if (fault === "cut") {
    // Destroyed only once the bytes have left, so that the reader sees a started and then broken stream.
    res.write(frame, () => res.destroy());
  } else if (fault === "half-chunk") {
    res.end(frame.slice(0, Math.floor(frame.length / 2)));
  } else {
    const error = {
      message: "The sandbox was asked to fail here.",
      type: "server_error",
      code: "sandbox_fault",
    };
    res.end(`data: ${JSON.stringify({ error })}\n\n`);
  }
}

function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      res.off("drain", done);
      res.off("close", done);
      resolve();
    };
    res.on("drain", done);
    res.on("close", done);
  });
}
