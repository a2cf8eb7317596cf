import { describe, expect, it } from "vitest";
import type { StreamSink } from "../types";
import type { UpstreamFailure } from "../upstream/outcome";
import { Watchdog } from "../upstream/watchdog";
import { StreamReading } from "./stream-reading";
import { type StreamEnding, StreamRelay } from "./stream-relay";

const word = (content: string): Buffer =>
  Buffer.from(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
const FINISH = Buffer.from(
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n',
);

class SlowSink implements StreamSink {
  readonly written: string[] = [];
  isFull = false;
  #resume: () => void = () => {};
  write(chunk: Buffer): boolean {
    this.written.push(chunk.toString());
    return !this.isFull;
  }
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }
  async drain(): Promise<void> {
    this.isFull = false;
    this.#resume();
    await Promise.resolve();
  }
}

function setUp() {
  const log: string[] = [];
  const endings: StreamEnding[] = [];
  const source = {
    pause: () => void log.push("pause"),
    resume: () => void log.push("resume"),
    stop: (failure: UpstreamFailure) => void log.push(`stop ${failure.outcome}`),
  };
  const reading = new StreamReading({ wantsUsage: false, keepsText: false, extendUsage: () => ({}) });
  const relay = new StreamRelay({
    source,
    reading,
    watchdog: new Watchdog(1_000_000),
    firstContentMs: 1_000,
    onFirstContent: () => void log.push("begin"),
    onStillborn: (failure) => void log.push(`stillborn ${failure.outcome}`),
  });
  relay.onSettle(async (ending) => {
    endings.push(ending);
    return null;
  });
  return { log, endings, relay, sink: new SlowSink() };
}

describe("StreamRelay", () => {
  it("begins at the first word, not at the role", () => {
    const { relay, log } = setUp();
    relay.onChunk(
      Buffer.from('data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\n\n'),
    );
    expect(log).toEqual([]);
    relay.onChunk(word("a"));
    expect(log).toEqual(["begin"]);
  });

  it("pauses the provider while the client does not read, and goes on when it does", async () => {
    const { relay, log, sink } = setUp();
    relay.onChunk(word("a"));
    const piped = relay.pipe(sink);
    sink.isFull = true;
    for (let n = 0; n < 200; n++) relay.onChunk(word("x".repeat(1_000)));
    expect(log).toEqual(["begin", "pause"]);
    expect(sink.written.length).toBe(2);
    await sink.drain();
    expect(log).toEqual(["begin", "pause", "resume"]);
    relay.onChunk(FINISH);
    await piped;
    expect(sink.written.at(-1)).toBe("data: [DONE]\n\n");
    expect(sink.written.join("").match(/x{1000}/g)).toHaveLength(200);
  });

  it("settles before the last byte leaves", async () => {
    const { relay, sink } = setUp();
    const seen: string[] = [];
    relay.onSettle(async () => {
      seen.push(...sink.written);
      return null;
    });
    relay.onChunk(word("a"));
    const piped = relay.pipe(sink);
    relay.onChunk(FINISH);
    await piped;
    expect(seen.join("")).toContain('"stop"');
    expect(seen.join("")).not.toContain("[DONE]");
    expect(sink.written.join("")).toContain("[DONE]");
  });

  it("stops the provider and writes nothing more when the client leaves, and settles once", async () => {
    const { relay, sink, log, endings } = setUp();
    relay.onChunk(word("a"));
    const piped = relay.pipe(sink);
    const before = sink.written.length;
    relay.clientGone();
    relay.onFailure({ outcome: "network_error", message: "aborted" });
    await piped;
    expect(log).toContain("stop client_closed");
    expect(sink.written).toHaveLength(before);
    expect(endings).toMatchObject([{ kind: "failed", failure: { outcome: "client_closed" } }]);
  });

  it("sends a comment after fifteen seconds of silence, not before", () => {
    const { relay, sink } = setUp();
    relay.onChunk(word("a"));
    void relay.pipe(sink);
    relay.onTick(performance.now() + 14_000);
    expect(sink.written.join("")).not.toContain(": keep-alive");
    relay.onTick(performance.now() + 15_500);
    expect(sink.written.at(-1)).toBe(": keep-alive\n\n");
  });

  it("gives up a stream that says nothing in time", () => {
    const { relay, log } = setUp();
    relay.onTick(performance.now() + 1_100);
    expect(log).toEqual(["stillborn timeout", "stop timeout"]);
  });
});
