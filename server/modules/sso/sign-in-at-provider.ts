import { createHash, randomBytes } from "node:crypto";
import { ForgotPasswordInput as EmailInput } from "@/server/contracts/identity";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { discover, exchangeCode } from "@/server/integrations/oidc/oidc-client";
import { type PersonRow, THROTTLES, throttle, type Visit } from "@/server/modules/identity";
import { admitPerson } from "./admit-person";
import { findConnection, type LiveConnection } from "./find-connection.queries";

/** What has to come back from the provider, kept in an encrypted cookie of the browser meanwhile. */
export interface SsoAttempt {
  email: string;
  state: string;
  nonce: string;
  verifier: string;
}

export interface SsoStart {
  url: string;
  attempt: SsoAttempt;
}

const noConnection = (): AppError =>
  new AppError("not_found", "no single sign-on for the address", {
    userMessage: "There is no single sign-on for this address. Sign in another way.",
  });

/** Where to send the browser, for an address whose domain has single sign-on. */
export async function beginSso(
  visit: Visit,
  input: { email: string; redirectUri: string },
): Promise<SsoStart> {
  const { email } = parseInput(EmailInput, { email: input.email });
  await throttle(visit.now, [THROTTLES.ssoByAddress, visit.address]);
  const connection = await findConnection(email);
  if (connection === null) throw noConnection();
  const { authorization_endpoint } = await discover(connection.issuer);
  const attempt = { email, state: secret(), nonce: secret(), verifier: secret() };
  const url = new URL(authorization_endpoint);
  const challenge = createHash("sha256").update(attempt.verifier).digest("base64url");
  const parameters = {
    response_type: "code",
    client_id: connection.clientId,
    redirect_uri: input.redirectUri,
    scope: "openid email profile",
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: challenge,
    code_challenge_method: "S256",
    login_hint: email,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, attempt };
}

interface Answer {
  attempt: SsoAttempt;
  code: string;
  redirectUri: string;
}

/** The person behind a code that came back, by the connection as it is now. */
export async function finishSso(
  visit: Visit,
  { attempt, code, redirectUri }: Answer,
): Promise<{ person: PersonRow; connection: LiveConnection }> {
  const connection = await findConnection(attempt.email);
  if (connection === null) throw noConnection();
  const { issuer, clientId, clientSecret } = connection;
  const { verifier, nonce } = attempt;
  const client = { issuer, clientId, clientSecret, redirectUri };
  const claims = await exchangeCode(client, { code, verifier, nonce });
  return { person: await admitPerson(visit, connection, claims), connection };
}

function secret(): string {
  return randomBytes(32).toString("base64url");
}
