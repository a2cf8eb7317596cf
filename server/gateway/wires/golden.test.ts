import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { StreamRelay } from "../stream/stream-relay";
import { isAnswer, judgeAnswer } from "../upstream/judge-answer";
import { Watchdog } from "../upstream/watchdog";
import { wireFor } from "./wire-for";

const Json = z.record(z.string(), z.unknown());
const Golden = z.object({
  /** What the caller sent; a name for the model where the translation depends on it. */
  request: Json,
  model: z.string().default("a-model"),
  /** The request that the provider has to get. */
  sent: Json.optional(),
  /** What the provider streams. */
  stream: z.string(),
  /** What the caller sees of it; absent where the provider's bytes are to pass untouched. */
  events: z.array(z.union([Json, z.literal("[DONE]")])).optional(),
  /** A whole answer of the provider's, and what the caller sees of that. */
  whole: z.object({ answer: Json, seen: Json }).optional(),
  expected: z.object({
    finishReason: z.string(),
    /** null where the provider names none; the caller is told the one that was asked. */
    responseModel: z.string().nullable(),
    usage: z.record(z.string(), z.number().nullable()).nullable(),
    /** Part of the answer as it is put together for the record. */
    answer: Json,
  }),
});
type Golden = z.infer<typeof Golden>;

const FOLDER = path.join(import.meta.dirname, "fixtures");
const Caller = z.enum(["chat", "messages", "responses"]);
const Target = z.enum(["chat", "messages", "responses", "converse"]);
const FILE = /^(chat|messages|responses)-to-(chat|messages|responses|converse)-.+\.json$/;
const PROVIDER_OF = {
  chat: "deepseek",
  messages: "anthropic",
  responses: "openai",
  converse: "bedrock",
} as const;

const goldens = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".json"))
  .map((file) => ({ file, golden: Golden.parse(JSON.parse(readFileSync(path.join(FOLDER, file), "utf8"))) }));

beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_000 }));
afterAll(() => void vi.useRealTimers());

function setUp(file: string, { request, model }: Golden) {
  const pair = z.tuple([z.string(), Caller, Target]);
  const [, caller, target] = pair.parse(FILE.exec(file));
  const provider = PROVIDERS[PROVIDER_OF[target]];
  if (provider === undefined) throw new Error("no such provider");
  const context = { requestId: "req-1", request, provider, model };
  return { caller, context, wire: wireFor(caller, context) };
}

/** Sends the stream through a relay in the given pieces; what the client got, and what was read. */
async function replay(file: string, golden: Golden, cut: (bytes: Buffer) => Buffer[], keepsText = true) {
  const { wire, context } = setUp(file, golden);
  const options = { wantsUsage: true, keepsText, extendUsage: () => ({ cost_micro_usd: 1 }) };
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
  for (const piece of cut(Buffer.from(golden.stream))) relay.onChunk(piece);
  relay.onEnd();
  await piped;
  const usage = wire.readUsage(context.provider, reading.usage);
  return { reading, usage, failures, seen: Buffer.concat(written).toString() };
}

/** What is added to the last event of a Responses stream. */
const withoutExtension = (seen: string): string => seen.replace(',"floopy":{"cost_micro_usd":1}', "");
const inTwo = (at: number) => (bytes: Buffer) => [bytes.subarray(0, at), bytes.subarray(at)];
/** Beside line ends, inside characters, and here and there: every single place would take minutes. */
function splitsOf(bytes: Buffer): number[] {
  const isEdge = (byte = 0) => byte === 0x0a || byte >= 0x80;
  const places = Array.from(bytes, (_, at) => at).slice(1);
  return places.filter((at) => isEdge(bytes[at - 1]) || isEdge(bytes[at]) || at % 41 === 0);
}

const everyByte = (bytes: Buffer) => Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));

/** The data of the events, each named by its type where the caller's format names them. */
function dataOf(seen: string, isNamed: boolean): unknown[] {
  return seen
    .split("\n\n")
    .filter((event) => event !== "" && !event.startsWith(":"))
    .map((event) => {
      const lines = event.split("\n");
      const data = lines.at(-1)?.slice("data: ".length) ?? "";
      const json = data === "[DONE]" ? data : JSON.parse(data);
      expect(lines.slice(0, -1)).toEqual(isNamed ? [`event: ${json.type}`] : []);
      return json;
    });
}

describe.each(goldens)("$file", ({ file, golden }) => {
  it("is sent as the provider takes it, and its whole answer comes back in the caller's format", () => {
    const { wire, context } = setUp(file, golden);
    if (golden.sent !== undefined) {
      const bytes = Buffer.from(JSON.stringify(golden.request));
      const range = { start: 0, end: 0 };
      const body = {
        bytes,
        json: golden.request,
        model: "m",
        modelRange: range,
        isStream: true,
        wantsUsage: true,
      };
      const hop = { ...context, connection: null, fallbackIndex: 0, candidateId: null };
      expect(JSON.parse(wire.requestBody(body, hop).toString())).toEqual(golden.sent);
    }
    if (golden.whole === undefined) return;
    const answer = judgeAnswer(wire.endpoint, Buffer.from(JSON.stringify(golden.whole.answer)));
    if (!isAnswer(answer)) throw new Error(answer.message);
    const seen = wire.translateAnswer?.(answer, context) ?? answer.json;
    expect(JSON.parse(JSON.stringify(seen))).toEqual(golden.whole.seen);
  });

  it("pain 6: tool calls break in stream translation. The stream reaches the client whole, and is read whole, in pieces of one byte", async () => {
    const { reading, usage, failures, seen } = await replay(file, golden, everyByte);
    expect(failures).toEqual([]);
    if (golden.events === undefined) expect(withoutExtension(seen)).toBe(golden.stream);
    else expect(dataOf(seen, !file.startsWith("chat-"))).toEqual(golden.events);
    const { finishReason, responseModel, answer } = golden.expected;
    expect(reading).toMatchObject({ finishReason, responseModel });
    expect(usage).toEqual(golden.expected.usage);
    expect(reading.transcript?.toCompletion("id", null)).toMatchObject(answer);
  });

  it("says how it ended and what it used where its text is not kept", async () => {
    const { reading, usage } = await replay(file, golden, everyByte, false);
    expect(reading.transcript).toBeNull();
    expect(reading.finishReason).toBe(golden.expected.finishReason);
    expect(reading.contentEvents).toBeGreaterThan(0);
    expect(usage).toEqual(golden.expected.usage);
  });

  it("is the same wherever it is split in two", async () => {
    const { seen } = await replay(file, golden, everyByte);
    for (const at of splitsOf(Buffer.from(golden.stream))) {
      const other = await replay(file, golden, inTwo(at));
      if (other.seen !== seen) expect({ at, seen: other.seen }).toEqual({ at, seen });
    }
  }, 60_000);
});
