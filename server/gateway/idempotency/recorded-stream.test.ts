import { describe, expect, it } from "vitest";
import type { GatewayStream, StreamSink } from "../types";
import { recordedStream, replayedStream } from "./recorded-stream";

const streamOf = (...pieces: string[]): GatewayStream => ({
  pipe: async (sink) => {
    for (const piece of pieces) sink.write(Buffer.from(piece));
  },
});

class Reader implements StreamSink {
  text = "";
  waits = 0;
  write(chunk: Buffer): boolean {
    this.text += chunk.toString();
    return false;
  }
  async drained(): Promise<void> {
    this.waits += 1;
  }
}

describe("a recorded stream", () => {
  it("passes every byte on and hands over the same bytes at the end", async () => {
    const reader = new Reader();
    let recorded: Buffer | null = null;
    await recordedStream(streamOf("a", "bc", "d"), 4, (bytes) => {
      recorded = bytes;
    }).pipe(reader);
    expect(reader.text).toBe("abcd");
    expect(String(recorded)).toBe("abcd");
  });

  it("passes on what is too long to be recorded, and says so", async () => {
    const reader = new Reader();
    let recorded: Buffer | null = Buffer.from("x");
    await recordedStream(streamOf("abc", "de", "f"), 4, (bytes) => {
      recorded = bytes;
    }).pipe(reader);
    expect(reader.text).toBe("abcdef");
    expect(recorded).toBeNull();
  });

  it("waits for a slow reader when it is played again", async () => {
    const reader = new Reader();
    const text = "x".repeat(40_000);
    await replayedStream(Buffer.from(text)).pipe(reader);
    expect(reader.text).toBe(text);
    expect(reader.waits).toBe(3);
  });
});
