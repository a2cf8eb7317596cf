import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { z } from "zod";

const Facts = z.object({
  /** The request that was really answered. */
  requestId: z.string(),
  storedAtMs: z.number(),
  provider: z.string(),
  model: z.string(),
  fallbackIndex: z.number(),
  responseModel: z.string().nullable(),
  finishReason: z.string().nullable(),
  /** Null: nobody knows. */
  costMicroUsd: z.number().nullable(),
  tokens: z.number().nullable(),
  routeId: z.string().nullable(),
  strategy: z.string(),
  phase: z.string(),
});

/** An answer in the form it has without streaming, and what is known of it. */
export interface CachedAnswer extends z.infer<typeof Facts> {
  body: Buffer;
}

const VERSION = 1;
const HEAD_BYTES = 6;
/** Shorter ones gain nothing. */
const COMPRESS_FROM_BYTES = 2_048;
const BODY_BYTES_MAX = 8 * 1024 * 1024;

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** One run of bytes: version, whether the body is compressed, length of the facts, facts, body. */
export async function packAnswer({ body, ...facts }: CachedAnswer): Promise<Buffer> {
  const words = Buffer.from(JSON.stringify(facts));
  const small = body.length < COMPRESS_FROM_BYTES ? body : await deflate(body, { level: 3 });
  const isCompressed = small.length < body.length;
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(VERSION, 0);
  head.writeUInt8(isCompressed ? 1 : 0, 1);
  head.writeUInt32BE(words.length, 2);
  return Buffer.concat([head, words, isCompressed ? small : body]);
}

/** Null for anything that this version did not write. */
export async function unpackAnswer(packed: Buffer): Promise<CachedAnswer | null> {
  try {
    if (packed.readUInt8(0) !== VERSION) return null;
    const bodyStart = HEAD_BYTES + packed.readUInt32BE(2);
    const facts = Facts.safeParse(JSON.parse(packed.toString("utf8", HEAD_BYTES, bodyStart)));
    if (!facts.success) return null;
    const body = packed.subarray(bodyStart);
    const isCompressed = packed.readUInt8(1) === 1;
    return {
      ...facts.data,
      body: isCompressed ? await inflate(body, { maxOutputLength: BODY_BYTES_MAX }) : body,
    };
  } catch {
    return null;
  }
}
