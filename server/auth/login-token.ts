import { decode, encode, type JWT } from "next-auth/jwt";
import { deriveKey } from "@/server/core/secrets";
import { masterKey } from "@/server/env";
import {
  getLiveLogin,
  getPendingLogin,
  type LiveLogin,
  LOGIN_DAYS_MAX,
  type PendingLogin,
} from "@/server/modules/identity";
import { setCookie } from "./cookies";
import { usesSecureCookies } from "./public-origin";

export const LOGIN_SECONDS_MAX = LOGIN_DAYS_MAX * 24 * 3600;

export function authSecret(): string {
  return deriveKey(masterKey(), "auth-session").toString("base64");
}

/** Without a port in the name: cookies are per host, whatever the port. */
export function loginCookieName(): string {
  return usesSecureCookies() ? "__Host-floopy.session" : "floopy.session";
}

/** The cookie's value for a login session: encrypted, and useless once the session is revoked. */
export function encodeLoginToken(userId: string, loginSessionId: string): Promise<string> {
  return encode({
    token: { sub: userId, sid: loginSessionId },
    secret: authSecret(),
    maxAge: LOGIN_SECONDS_MAX,
  });
}

/** The cookie by which a browser goes on in a login session. */
export async function loginCookie(login: { userId: string; loginSessionId: string }): Promise<string> {
  const token = await encodeLoginToken(login.userId, login.loginSessionId);
  return setCookie(loginCookieName(), token, LOGIN_SECONDS_MAX);
}

/** The token's content while its login session is live; null for anything else, a forged or old token included. */
export async function decodeLoginToken(
  value: string | undefined,
  { isPendingTaken = false }: { isPendingTaken?: boolean } = {},
): Promise<JWT | null> {
  const login = (await readLogin(value)) ?? (isPendingTaken ? await readPendingLogin(value) : null);
  return login === null ? null : { sub: login.userId, sid: login.loginSessionId };
}

/** Who the cookie's value stands for while their second factor is still to be shown. */
export async function readPendingLogin(value: string | undefined): Promise<PendingLogin | null> {
  const sessionId = await sessionIdIn(value);
  return sessionId === null ? null : getPendingLogin(sessionId, new Date());
}

/** Who the cookie's value stands for, checked against the stored login session. */
export async function readLogin(value: string | undefined): Promise<LiveLogin | null> {
  const sessionId = await sessionIdIn(value);
  return sessionId === null ? null : getLiveLogin(sessionId, new Date());
}

async function sessionIdIn(value: string | undefined): Promise<string | null> {
  if (value === undefined || value === "") return null;
  try {
    const token = await decode({ token: value, secret: authSecret() });
    return typeof token?.sid === "string" ? token.sid : null;
  } catch {
    // Not ours, altered or past its time: the same as no cookie.
    return null;
  }
}
