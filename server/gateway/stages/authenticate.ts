import ipaddr from "ipaddr.js";
import { type Action, can } from "@/server/contracts/permissions";
import { type KeyKind, parseApiKey } from "@/server/core/api-key-format";
import { AppError } from "@/server/core/errors";
import { hmacHex } from "@/server/core/secrets";
import type { GatewayConfig, GatewayKey, OrgConfig } from "@/server/modules/gateway-config";
import type { GatewayRequest, OwnCall } from "../types";

/** Who calls: a valid server key and its organisation. */
export interface Caller {
  key: GatewayKey;
  org: OrgConfig;
}

export interface AuthenticateDeps {
  config: GatewayConfig;
  /** The key under which API keys are hashed. */
  pepper: Buffer;
}

/**
 * The caller behind the request's key. Unknown, revoked and publishable keys are refused in the same words, so that
 * nothing can be learned from the difference; a database that is away is never a refusal.
 */
export function authenticate(deps: AuthenticateDeps, req: GatewayRequest): Promise<Caller> {
  if (req.ownCall !== undefined) return ownCaller(deps, req.ownCall);
  return callerOf(deps, bearerOf(req), ["server"]);
}

/** The same for endpoints that take other kinds of keys; `secret` is one that stands elsewhere than in the headers. */
export function authenticateKind(
  deps: AuthenticateDeps,
  req: GatewayRequest,
  kinds: readonly KeyKind[],
  secret: string | null,
): Promise<Caller> {
  return callerOf(deps, bearerOf(req) ?? secret, kinds);
}

async function callerOf(
  deps: AuthenticateDeps,
  secret: string | null,
  kinds: readonly KeyKind[],
): Promise<Caller> {
  if (secret === null) throw refused("no key", kinds);
  const kind = parseApiKey(secret);
  if (kind === null || !kinds.includes(kind)) throw refused("not a key of this kind", kinds);
  const known = deps.config.key(hmacHex(deps.pepper, secret));
  const key = known instanceof Promise ? await known : known;
  if (key === null || key.isRevoked || key.kind !== kind) throw refused("unknown or revoked key", kinds);
  if (key.expiresAtMs !== null && key.expiresAtMs <= Date.now()) {
    throw new AppError("key_expired", "key expired", {
      userMessage: "This API key has expired. Create a new one in the console.",
    });
  }
  const found = deps.config.org(key.orgId);
  const org = found instanceof Promise ? await found : found;
  if (org === null) throw refused("organisation is gone", kinds);
  deps.config.markUsed(key.id);
  return { key, org };
}

/** The product as a caller: it has no key, and may call models for the project and nothing else. */
async function ownCaller(deps: AuthenticateDeps, { orgId, projectId, purpose }: OwnCall): Promise<Caller> {
  const found = deps.config.org(orgId);
  const org = found instanceof Promise ? await found : found;
  if (org === null) throw refused("organisation is gone", ["server"]);
  const key: GatewayKey = {
    id: purpose,
    ...{ orgId, projectId, kind: "server", permissions: ["write"], isRevoked: false, expiresAtMs: null },
    ...{ allowedModels: [], allowedIps: [], allowedOrigins: [] },
    ...{ requestsPerMinute: null, tokensPerMinute: null, firewallMode: null },
  };
  return { key, org };
}

/** Whether this key may do this from this address. */
export function authorizeCaller(caller: Caller, action: Action, remoteAddress: string): void {
  if (!can({ kind: "api_key", permissions: caller.key.permissions }, action)) {
    throw new AppError("permission_denied", `key may not ${action}`, {
      userMessage: "This API key does not have the permission for this request.",
    });
  }
  const { allowedIps } = caller.key;
  if (allowedIps.length === 0 || allowedIps.some((range) => isInRange(remoteAddress, range))) return;
  throw new AppError("permission_denied", "address not allowed", {
    userMessage: "This API key may not be used from this address.",
  });
}

function bearerOf(req: GatewayRequest): string | null {
  const { authorization } = req.headers;
  if (authorization !== undefined) return /^bearer +(\S+)\s*$/i.exec(authorization)?.[1] ?? null;
  return req.headers["x-api-key"] ?? null;
}

function refused(reason: string, kinds: readonly KeyKind[]): AppError {
  const example = kinds.includes("server") ? "fl_sk_…" : "fl_pk_…";
  return new AppError("invalid_key", reason, {
    userMessage: `The API key is missing or not valid. Send it as \`Authorization: Bearer ${example}\`.`,
  });
}

/** Fail-closed: a range or address that cannot be read matches nothing. */
function isInRange(address: string, range: string): boolean {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.parse(bare);
  const cidr = range.includes("/") ? range : `${range}/${range.includes(":") ? 128 : 32}`;
  if (!ipaddr.isValidCIDR(cidr)) return false;
  const [base, bits] = ipaddr.parseCIDR(cidr);
  return parsed.kind() === base.kind() && parsed.match(base, bits);
}
