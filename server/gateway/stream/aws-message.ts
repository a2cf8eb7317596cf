import { crc32 } from "node:zlib";

/** One message as AWS encodes it, for tests. `others` are headers already encoded. */
export function awsMessage(
  headers: Record<string, string>,
  payload: string,
  others = Buffer.alloc(0),
): Buffer {
  const encoded = Buffer.concat([
    others,
    ...Object.entries(headers).map(([name, value]) => header(name, value)),
  ]);
  const body = Buffer.from(payload);
  const message = Buffer.alloc(16 + encoded.length + body.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(encoded.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  encoded.copy(message, 12);
  body.copy(message, 12 + encoded.length);
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4);
  return message;
}

function header(name: string, value: string): Buffer {
  const [key, text] = [Buffer.from(name), Buffer.from(value)];
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.from([key.length]), key, Buffer.from([7]), length, text]);
}
