import type { ServerResponse } from "node:http";
import fc from "fast-check";

/** What a provider sends back: bytes, under some status and headers, whole or broken off. */
export interface HostileAnswer {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
  pieces: number;
  isCut: boolean;
}

const USAGE = /("(?:prompt_tokens|completion_tokens|input_tokens|output_tokens|cached_tokens)":)(\d+)/g;
const COUNTS = ["-1", '"12"', "1e300", "null", "{}", "0.5", "9007199254740993"];
const GARBAGE = [
  "data: {\n\n",
  "data: []\n\n",
  "data: null\n\n",
  ": comment\n\n",
  "data: [DONE]\n\n",
  'data: {"error":{"message":"no"}}\n\n',
  'event: error\ndata: {"type":"error"}\n\n',
  'data: {"choices":[{"delta":{"tool_calls":[{"index":9,"function":{"arguments":"x"}}]}}]}\n\n',
  'data: {"type":"content_block_delta","index":77,"delta":{"type":"text_delta","text":7}}\n\n',
  'data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":null}\n\n',
  'data: {"type":"response.function_call_arguments.delta","output_index":5,"delta":"{"}\n\n',
];

const rarely = fc.nat(9).map((chance) => chance === 0);

/** A good stream that has been cut, shuffled, doubled, thinned out, or had its numbers or events spoilt. */
export function hostileStream(good: string): fc.Arbitrary<HostileAnswer> {
  const events = good.split(/(?<=\n\n)/);
  const place = fc.nat(events.length - 1);
  const spoilt = fc.oneof(
    fc.nat(Buffer.byteLength(good)).map((at) => Buffer.from(good).subarray(0, at)),
    place.map((at) => Buffer.from(events.filter((_event, index) => index !== at).join(""))),
    fc
      .tuple(place, fc.constantFrom(...GARBAGE))
      .map(([at, extra]) => Buffer.from(events.toSpliced(at, 0, extra).join(""))),
    fc
      .tuple(place, place)
      .map(([from, to]) => Buffer.from(events.toSpliced(to, 0, events[from] ?? "").join(""))),
    fc.shuffledSubarray(events).map((some) => Buffer.from(some.join(""))),
    fc.constantFrom(...COUNTS).map((count) => Buffer.from(good.replace(USAGE, `$1${count}`))),
    place.map((at) => Buffer.from(events.slice(0, at).join("").replaceAll('"', '\\"'))),
  );
  return fc.record({
    status: fc.constant(200),
    headers: fc.constant<Record<string, string>>({ "content-type": "text/event-stream" }),
    bytes: spoilt,
    pieces: fc.integer({ min: 1, max: 4 }),
    isCut: rarely,
  });
}

/** A good answer with parts exchanged for others, or something that is no answer. */
export function hostileWhole(good: string): fc.Arbitrary<HostileAnswer> {
  const json = { "content-type": "application/json" };
  const bodies = fc.oneof(
    fc.nat(good.length).map((at) => good.slice(0, at)),
    fc.constantFrom("", "null", "[]", "{}", '"text"', "<html>busy</html>", '{"error":{"message":"no"}}'),
    fc.constantFrom(...COUNTS).map((count) => good.replace(USAGE, `$1${count}`)),
    fc
      .tuple(fc.constantFrom(...memberNames(good)), fc.jsonValue({ maxDepth: 1 }))
      .map(([name, value]) => withMember(good, name, value)),
  );
  const headers = fc.constantFrom<Record<string, string>[]>(
    ...Array.from({ length: 20 }, () => json),
    { "content-type": "text/html" },
    { ...json, "x-large": "x".repeat(20_000) },
    { ...json, "content-encoding": "br" },
    { ...json, location: "http://127.0.0.1:1/elsewhere" },
    { ...json, "retry-after": "soon" },
  );
  const status = fc.oneof(
    { weight: 9, arbitrary: fc.constant(200) },
    { weight: 3, arbitrary: fc.constantFrom(201, 204, 302, 307, 400, 401, 404, 422, 429, 500, 529, 599) },
  );
  return fc
    .record({ status, headers, text: bodies, pieces: fc.integer({ min: 1, max: 3 }), isCut: rarely })
    .map(({ text, ...rest }) => ({ ...rest, bytes: Buffer.from(text) }));
}

function memberNames(json: string): string[] {
  return [...new Set([...json.matchAll(/"(\w+)":/g)].map(([, name]) => name ?? ""))];
}

/** Every member of this name, wherever it stands, with this value. */
function withMember(json: string, name: string, value: unknown): string {
  return JSON.stringify(JSON.parse(json), (key, old) => (key === name ? value : old));
}

export async function send(res: ServerResponse, answer: HostileAnswer): Promise<void> {
  const { status, headers, bytes, pieces, isCut } = answer;
  res.writeHead(status, headers);
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  for (let at = 0; at < bytes.length; at += size) {
    res.write(bytes.subarray(at, at + size));
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (isCut) res.destroy();
  else res.end();
}
