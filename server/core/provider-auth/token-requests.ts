import { createHash, createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { EntraClient, GoogleServiceAccount } from "@/server/contracts/provider-credentials";
import type { ProviderAuth } from "@/server/contracts/provider-types";
import { CredentialRefused, type TokenRequest } from "./token-source";

const ASSERTION_S = 3_600;

type GoogleAuth = Extract<ProviderAuth, { kind: "google" }>;
type AzureAuth = Extract<ProviderAuth, { kind: "azure" }>;

/** How a service account signs in at Google: with an assertion signed by its key, at the address of our table. */
export function googleTokenRequest(
  auth: GoogleAuth,
  account: GoogleServiceAccount,
  now = new Date(),
): TokenRequest {
  return {
    url: auth.tokenUrl,
    form: () => ({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: assertion(auth, account, Math.floor(now.getTime() / 1_000)),
    }),
  };
}

/** How a client of Microsoft Entra signs in: with its secret, in its own tenant. */
export function entraTokenRequest(auth: AzureAuth, client: EntraClient): TokenRequest {
  return {
    url: auth.tokenUrl.replace("{tenant}", encodeURIComponent(client.tenantId)),
    form: () => ({
      grant_type: "client_credentials",
      client_id: client.clientId,
      client_secret: client.clientSecret,
      scope: auth.scope,
    }),
  };
}

/** Under which a credential's token is kept: nobody else's credential has the same. */
export function tokenName(secret: string): string {
  return createHash("sha256").update(secret).digest("base64");
}

function assertion(auth: GoogleAuth, account: GoogleServiceAccount, nowS: number): string {
  const header = {
    alg: "RS256",
    typ: "JWT",
    ...(account.privateKeyId === "" ? {} : { kid: account.privateKeyId }),
  };
  const claims = {
    iss: account.clientEmail,
    scope: auth.scope,
    aud: auth.tokenUrl,
    iat: nowS,
    exp: nowS + ASSERTION_S,
  };
  const text = `${base64Url(header)}.${base64Url(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), privateKey(account)).toString("base64url")}`;
}

function privateKey({ privateKey: pem }: GoogleServiceAccount): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new CredentialRefused(401);
  }
}

function base64Url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
