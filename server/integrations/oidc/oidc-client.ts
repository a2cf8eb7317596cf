import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { z } from "zod";
import { checkUrlShape } from "@/server/core/outbound-guard";
import { env } from "@/server/env";
import { guardedJson } from "./guarded-json";

const Metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});
type Metadata = z.infer<typeof Metadata>;

const Tokens = z.object({ id_token: z.string().max(50_000) });
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

/** What an id token says of a person. */
const Claims = z.object({
  sub: z.string().min(1).max(255),
  nonce: z.string(),
  email: z.string().max(254).optional(),
  email_verified: z.boolean().optional(),
  name: z.string().max(200).optional(),
  azp: z.string().optional(),
});
export type OidcClaims = z.infer<typeof Claims>;

/** Asymmetric ones only: with others, whoever knows the client's secret could write tokens. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

export interface OidcClient {
  issuer: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/** The provider's own description of itself; it must name the issuer it was asked about. */
export async function discover(issuer: string): Promise<Metadata> {
  const metadata = Metadata.parse(await guardedJson({ url: `${issuer}/.well-known/openid-configuration` }));
  if (metadata.issuer.replace(/\/$/, "") !== issuer) throw new Error("the issuer names itself otherwise");
  // Browsers are sent there, who would tell the code’s way back to whoever listens on plain http.
  checkUrlShape(metadata.authorization_endpoint, { allowPrivate: env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS });
  return metadata;
}

export async function exchangeCode(
  client: OidcClient,
  { code, verifier, nonce }: { code: string; verifier: string; nonce: string },
): Promise<OidcClaims> {
  const metadata = await discover(client.issuer);
  const { form, headers } = clientProof(client, metadata);
  const answer = await guardedJson({
    url: metadata.token_endpoint,
    headers,
    form: {
      grant_type: "authorization_code",
      code,
      redirect_uri: client.redirectUri,
      code_verifier: verifier,
      ...form,
    },
  });
  const { id_token } = Tokens.parse(answer);
  return verifyIdToken(id_token, { client, metadata, nonce });
}

async function verifyIdToken(
  token: string,
  { client, metadata, nonce }: { client: OidcClient; metadata: Metadata; nonce: string },
): Promise<OidcClaims> {
  const keys = Keys.parse(await guardedJson({ url: metadata.jwks_uri }));
  const { payload } = await jwtVerify(token, createLocalJWKSet(asKeySet(keys)), {
    issuer: metadata.issuer,
    audience: client.clientId,
    algorithms: ALGORITHMS,
    clockTolerance: 60,
    requiredClaims: ["sub", "exp", "iat"],
  });
  const claims = Claims.parse(payload);
  if (claims.nonce !== nonce) throw new Error("the token was made for another sign-in");
  if (claims.azp !== undefined && claims.azp !== client.clientId)
    throw new Error("the token is for another client");
  return claims;
}

/** The shape was parsed; jose looks at each key again. */
function asKeySet(keys: z.infer<typeof Keys>): JSONWebKeySet {
  return keys as JSONWebKeySet;
}

interface ClientProof {
  form: Record<string, string>;
  headers: Record<string, string>;
}

/** In the header unless the provider takes it in the body alone. */
function clientProof({ clientId, clientSecret }: OidcClient, metadata: Metadata): ClientProof {
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  if (!methods.includes("client_secret_basic") && methods.includes("client_secret_post"))
    return { form: { client_id: clientId, client_secret: clientSecret }, headers: {} };
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return { form: {}, headers: { authorization: `Basic ${Buffer.from(pair).toString("base64")}` } };
}
