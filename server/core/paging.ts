import { AppError } from "./errors";
import { equalsConstantTime, hmacHex } from "./secrets";

/** An opaque, signed list position: base64url(JSON) + "." + the first 16 hex digits of its HMAC. */
export function encodeCursor(key: Buffer, orgId: string, position: readonly (string | number)[]): string {
  const body = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${body}.${sign(key, orgId, body)}`;
}

/** The position inside a cursor; a cursor that was altered or is another organisation's is `invalid_request`. */
export function decodeCursor(key: Buffer, orgId: string, cursor: string): (string | number)[] {
  const [body, signature] = cursor.split(".");
  if (
    body === undefined ||
    signature === undefined ||
    !equalsConstantTime(signature, sign(key, orgId, body))
  ) {
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  }
  const position: unknown = JSON.parse(Buffer.from(body, "base64url").toString());
  return Array.isArray(position)
    ? position.map((part) => (typeof part === "number" ? part : String(part)))
    : [];
}

function sign(key: Buffer, orgId: string, body: string): string {
  return hmacHex(key, `${orgId}|${body}`).slice(0, 16);
}
