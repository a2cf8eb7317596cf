import { env } from "@/server/env";

/** What the start script hands over when it has made the demo organisation. */
export interface DemoAccess {
  serverKey: string;
  /** For the widget; known to every visitor. */
  pageKey: string;
  orgSlug: string;
}

/** One call of a visitor. */
export interface DemoVisit {
  address: string | null;
  now: Date;
  signal: AbortSignal;
}

/** Null in an installation without a demo organisation. */
export function demoAccess(): DemoAccess | null {
  const {
    FLOOPY_DEMO_SERVER_KEY: serverKey,
    FLOOPY_DEMO_PAGE_KEY: pageKey,
    FLOOPY_DEMO_SLUG: orgSlug,
  } = env();
  if (serverKey === undefined || pageKey === undefined || orgSlug === undefined) return null;
  return { serverKey, pageKey, orgSlug };
}

/** A call to our own gateway, as any customer's server makes it. */
export function callOwnGateway(
  { serverKey }: DemoAccess,
  path: string,
  init: { body?: unknown; headers?: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  const { HOST, PORT } = env();
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return fetch(`http://${host}:${PORT}/v1${path}`, {
    ...(init.body === undefined ? {} : { method: "POST", body: JSON.stringify(init.body) }),
    headers: { authorization: `Bearer ${serverKey}`, "content-type": "application/json", ...init.headers },
    signal: init.signal,
  });
}
