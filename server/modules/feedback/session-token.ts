import { createHmac } from "node:crypto";
import { z } from "zod";
import { TOKEN_SECONDS } from "@/server/contracts/feedback";
import { AppError } from "@/server/core/errors";
import { randomBase62 } from "@/server/core/ids";
import { deriveKey, equalsConstantTime } from "@/server/core/secrets";
import { masterKey } from "@/server/env";

/** Whose session a browser may answer for. `uid` is the end user as it is stored, hashed where the project says so. */
export interface TokenSubject {
  orgId: string;
  projectId: string;
  sessionId: string;
  endUserId: string | null;
}

const Claims = z.object({
  oid: z.string(),
  pid: z.string(),
  sid: z.string(),
  uid: z.string().nullable(),
  /** Seconds. */
  iat: z.int(),
  exp: z.int(),
  jti: z.string(),
});

const VERSION = "v1";
/** Clocks of several machines may differ by so much. */
const SKEW_SECONDS = 300;

let known: Buffer | undefined;

function tokenKey(): Buffer {
  known ??= deriveKey(masterKey(), "widget-token");
  return known;
}

/** `v1.claims.signature`. There is one algorithm, and no place in the token to ask for another. */
export function signSessionToken(subject: TokenSubject, now: Date, ttlSeconds: number): string {
  const iat = Math.floor(now.getTime() / 1_000);
  const claims: z.infer<typeof Claims> = {
    oid: subject.orgId,
    pid: subject.projectId,
    sid: subject.sessionId,
    uid: subject.endUserId,
    iat,
    exp: iat + Math.min(ttlSeconds, TOKEN_SECONDS.max),
    jti: randomBase62(12),
  };
  const body = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return `${VERSION}.${body}.${signatureOf(body)}`;
}

function signatureOf(body: string): string {
  return createHmac("sha256", tokenKey()).update(`${VERSION}.${body}`).digest("base64url");
}

/** The session and user that a token proves; it must be made for this organisation, project and session. */
export function readSessionToken(
  token: string,
  expected: Omit<TokenSubject, "endUserId">,
  now: Date,
): { endUserId: string | null } {
  const [version, body, signature, ...more] = token.split(".");
  if (version !== VERSION || body === undefined || signature === undefined || more.length > 0)
    throw refused("malformed");
  if (!equalsConstantTime(signature, signatureOf(body))) throw refused("forged");
  const { oid, pid, sid, uid, iat, exp } = Claims.parse(
    JSON.parse(Buffer.from(body, "base64url").toString()),
  );
  if (oid !== expected.orgId || pid !== expected.projectId) throw refused("of another project");
  if (sid !== expected.sessionId) throw refused("of another session");
  const seconds = now.getTime() / 1_000;
  if (exp <= seconds) throw refused("expired", "The token has expired. Ask your server for a new one.");
  if (iat > seconds + SKEW_SECONDS || exp - iat > TOKEN_SECONDS.max) throw refused("not yet valid");
  return { endUserId: uid };
}

function refused(
  reason: string,
  userMessage = "The token is not valid for this project and session.",
): AppError {
  return new AppError("permission_denied", `session token ${reason}`, { userMessage, param: "token" });
}
