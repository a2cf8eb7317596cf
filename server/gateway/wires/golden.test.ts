import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { StreamRelay } from "../stream/stream-relay";
import { Watchdog } from "../upstream/watchdog";
import type { WireReading } from "./wire";
import { wireFor } from "./wire-for";

const Golden = z.object({
  request: z.record(z.string(), z.unknown()),
  stream: z.string(),
  /** What the caller sees; absent where the provider's bytes are to pass untouched. */
  events: z.array(z.object({ type: z.string() }).loose()).optional(),
  expected: z.object({
    finishReason: z.string(),
    responseModel: z.string(),
    usage: z.record(z.string(), z.number().nullable()).nullable(),
    content: z.array(z.unknown()),
    stopReason: z.string(),
  }),
});
type Golden = z.infer<typeof Golden>;

const FOLDER = path.join(import.meta.dirname, "fixtures");
const goldens = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => ({ file, golden: Golden.parse(JSON.parse(readFileSync(path.join(FOLDER, file), "utf8"))) }));

function providerOf(file: string) {
  const provider = PROVIDERS[file.startsWith("native-") ? "anthropic" : "openai"];
  if (provider === undefined) throw new Error("no such provider");
  return provider;
}

/** Sends the stream through a relay in the given pieces; what the client got, and what was read. */
async function replay(
  file: string,
  { request, stream }: Golden,
  cut: (bytes: Buffer) => Buffer[],
  keepsText = true,
) {
  const provider = providerOf(file);
  const wire = wireFor("messages", provider);
  const context = { requestId: "req-1", request, provider };
  const options = { wantsUsage: false, keepsText, extendUsage: () => ({}) };
  const reading = wire.openReading(options, context);
  const failures: unknown[] = [];
  const relay = new StreamRelay({
    source: { pause: () => {}, resume: () => {}, stop: (failure) => void failures.push(failure) },
    reading,
    watchdog: new Watchdog(1_000_000),
    firstContentMs: 1_000,
    onFirstContent: () => {},
    onStillborn: (failure) => void failures.push(failure),
  });
  const written: Buffer[] = [];
  const piped = relay.pipe({
    write: (chunk) => written.push(Buffer.from(chunk)) > 0,
    drained: async () => {},
  });
  for (const piece of cut(Buffer.from(stream))) relay.onChunk(piece);
  relay.onEnd();
  await piped;
  return { wire, provider, reading, failures, seen: Buffer.concat(written).toString() };
}

const inTwo = (at: number) => (bytes: Buffer) => [bytes.subarray(0, at), bytes.subarray(at)];
const everyByte = (bytes: Buffer) => Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));

function dataOf(seen: string): unknown[] {
  return seen
    .split("\n\n")
    .filter((event) => event !== "")
    .map((event) => {
      const [name, data] = event.split("\n");
      const json = JSON.parse(data?.slice("data: ".length) ?? "");
      expect(name).toBe(`event: ${json.type}`);
      return json;
    });
}

function factsOf(reading: WireReading) {
  const message = reading.transcript?.toCompletion("id", null) ?? {};
  return { content: message.content, stopReason: message.stop_reason };
}

describe.each(goldens)("$file", ({ file, golden }) => {
  it("reaches the client whole, and is read whole, in pieces of one byte", async () => {
    const { wire, provider, reading, failures, seen } = await replay(file, golden, everyByte);
    expect(failures).toEqual([]);
    if (golden.events === undefined) expect(seen).toBe(golden.stream);
    else expect(dataOf(seen)).toEqual(golden.events);
    const { finishReason, responseModel, usage, content, stopReason } = golden.expected;
    expect(reading).toMatchObject({ finishReason, responseModel });
    expect(wire.readUsage(provider, reading.usage)).toEqual(usage);
    expect(factsOf(reading)).toEqual({ content, stopReason });
  });

  it("says how it ended and what it used where its text is not kept", async () => {
    const { wire, provider, reading } = await replay(file, golden, everyByte, false);
    expect(reading.transcript).toBeNull();
    expect(reading.finishReason).toBe(golden.expected.finishReason);
    expect(reading.contentEvents).toBeGreaterThan(0);
    expect(wire.readUsage(provider, reading.usage)).toEqual(golden.expected.usage);
  });

  it("is the same wherever it is split in two", async () => {
    const { seen } = await replay(file, golden, everyByte);
    for (let at = 1; at < Buffer.byteLength(golden.stream); at++) {
      const other = await replay(file, golden, inTwo(at));
      if (other.seen !== seen) expect({ at, seen: other.seen }).toEqual({ at, seen });
    }
  });
});
