import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { UpstreamFailure } from "../upstream/outcome";
import { AwsEventStream } from "./aws-event-stream";
import { awsMessage } from "./aws-message";

const STREAM = Buffer.concat([
  awsMessage({ ":message-type": "event", ":event-type": "messageStart" }, '{"role":"assistant"}'),
  awsMessage(
    { ":message-type": "event", ":event-type": "contentBlockDelta" },
    '{"contentBlockIndex":0,"delta":{"text":"São João 🌊"}}',
  ),
  awsMessage(
    { ":message-type": "event", ":event-type": "chunk" },
    JSON.stringify({ bytes: Buffer.from('{"type":"ping"}').toString("base64") }),
  ),
]);
const EXPECTED = [
  'event: messageStart\ndata: {"role":"assistant"}',
  'event: contentBlockDelta\ndata: {"contentBlockIndex":0,"delta":{"text":"São João 🌊"}}',
  'event: ping\ndata: {"type":"ping"}',
  "",
].join("\n\n");

function decode(pieces: readonly Buffer[]) {
  const seen = { text: "", isEnded: false, failures: [] as UpstreamFailure[] };
  const next = {
    hasBegun: true,
    onChunk: (chunk: Buffer) => {
      seen.text += chunk.toString();
    },
    onEnd: () => {
      seen.isEnded = true;
    },
    onFailure: (failure: UpstreamFailure) => void seen.failures.push(failure),
  };
  const source = {
    pause: () => {},
    resume: () => {},
    stop: (failure: UpstreamFailure) => stream.onFailure(failure),
  };
  const stream = new AwsEventStream(source, next);
  for (const piece of pieces) stream.onChunk(piece);
  stream.onEnd();
  return seen;
}

describe("AwsEventStream", () => {
  it("is tested with messages as AWS's own codec writes them", () => {
    expect(awsMessage({}, "").toString("hex")).toBe("000000100000000005c248eb7d98c8ff");
    const started = { ":message-type": "event", ":event-type": "messageStart" };
    expect(awsMessage(started, '{"role":"assistant"}').toString("hex")).toBe(
      "0000005500000031c40f9fe80d3a6d6573736167652d747970650700056576656e740b3a6576656e742d7479706507000c6d65737361676553746172747b22726f6c65223a22617373697374616e74227d2c0201f8",
    );
  });

  it("reads the same events wherever the stream is cut in two", () => {
    for (let at = 0; at <= STREAM.length; at++) {
      const seen = decode([STREAM.subarray(0, at), STREAM.subarray(at)]);
      expect(seen, `cut at ${at}`).toEqual({ text: EXPECTED, isEnded: true, failures: [] });
    }
  });

  it("reads them byte by byte, too", () => {
    expect(decode([...STREAM].map((byte) => Buffer.from([byte])))).toMatchObject({
      text: EXPECTED,
      isEnded: true,
    });
  });

  it("finds every damaged byte", () => {
    for (let at = 0; at < STREAM.length; at++) {
      const damaged = Buffer.from(STREAM);
      damaged[at] = (damaged[at] ?? 0) ^ 0x01;
      expect(decode([damaged]).failures[0]?.outcome, `damaged at ${at}`).toBe("invalid_response");
    }
  });

  it("does not believe a length that its checksum vouches for but nobody could send", () => {
    const prelude = Buffer.alloc(12);
    prelude.writeUInt32BE(0x7fffffff, 0);
    prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
    expect(decode([prelude]).failures[0]?.outcome).toBe("invalid_response");
  });

  it("says that a stream which ends within a message is cut", () => {
    expect(decode([STREAM.subarray(0, STREAM.length - 1)])).toMatchObject({
      isEnded: false,
      failures: [{ outcome: "truncated" }],
    });
  });

  it("passes on an exception as an error, without the provider's words", () => {
    const exception = awsMessage(
      { ":message-type": "exception", ":exception-type": "throttlingException" },
      '{"message":"secret words"}',
    );
    const { text } = decode([exception]);
    expect(text).toBe('event: error\ndata: {"type":"error","error":{"type":"throttlingException"}}\n\n');
  });

  it("skips headers of every other kind", () => {
    const headers = Buffer.concat([
      Buffer.from([1, 0x61, 0]),
      Buffer.from([1, 0x62, 4, 0, 0, 0, 1]),
      Buffer.from([1, 0x63, 6, 0, 2, 9, 9]),
      Buffer.from([1, 0x64, 9, ...Buffer.alloc(16)]),
    ]);
    const message = awsMessage({ ":message-type": "event", ":event-type": "metadata" }, "{}", headers);
    expect(decode([message]).text).toBe("event: metadata\ndata: {}\n\n");
  });
});
