import { type Credential, readCredential } from "@/server/contracts/provider-credentials";
import type { Provider } from "@/server/contracts/provider-types";
import { authHeaders, type UpstreamEndpoint } from "@/server/contracts/provider-url";
import { type AwsRequest, signAwsRequest } from "./sign-aws-request";
import { entraTokenRequest, googleTokenRequest, tokenName } from "./token-requests";
import { TokenSource } from "./token-source";

export interface AuthorizedCall extends AwsRequest {
  endpoint: UpstreamEndpoint;
  settings: Readonly<Record<string, unknown>>;
}

const tokens = new TokenSource();
const SECRETS_MAX = 5_000;
const credentials = new Map<string, Credential>();

/** The headers by which a provider knows whose call it is. Only where a token has to be bought first is there a wait. */
export function authorizeCall(
  provider: Provider,
  secret: string | null,
  call: AuthorizedCall,
): Record<string, string> | Promise<Record<string, string>> {
  const { auth } = provider;
  if (secret === null || auth.kind === "bearer" || auth.kind === "header" || auth.kind === "none")
    return authHeaders(provider, secret, call.endpoint);
  const credential = credentialOf(secret);
  if (credential.kind === "api_key") return authHeaders(provider, credential.key, call.endpoint);
  const plain = authHeaders(provider, null, call.endpoint);
  if (auth.kind === "aws" && credential.kind === "aws_access_key") {
    const scope = { service: auth.service, region: String(call.settings.region ?? "") };
    return { ...plain, ...signAwsRequest(call, scope, credential, new Date()) };
  }
  const wanted =
    auth.kind === "google" && credential.kind === "google_service_account"
      ? googleTokenRequest(auth, credential)
      : auth.kind === "azure" && credential.kind === "entra_client"
        ? entraTokenRequest(auth, credential)
        : null;
  if (wanted === null) return plain;
  return tokens
    .token(tokenName(secret), wanted)
    .then((token) => ({ ...plain, authorization: `Bearer ${token}` }));
}

/** After a 401: whether the call was made with a bought token, so that it can be made once more with a new one. */
export function dropRefusedToken(
  { auth }: Provider,
  secret: string | null,
  sent: Readonly<Record<string, string>>,
): boolean {
  const token = sent.authorization?.startsWith("Bearer ") ? sent.authorization.slice(7) : null;
  if (secret === null || token === null || (auth.kind !== "google" && auth.kind !== "azure")) return false;
  if (credentialOf(secret).kind === "api_key") return false;
  tokens.forget(tokenName(secret), token);
  return true;
}

function credentialOf(secret: string): Credential {
  const known = credentials.get(secret);
  if (known !== undefined) return known;
  const credential = readCredential(secret);
  if (credentials.size >= SECRETS_MAX) credentials.clear();
  credentials.set(secret, credential);
  return credential;
}
