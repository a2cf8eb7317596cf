import type { ProviderKeyTest } from "@/server/contracts/provider-keys";
import type { Provider } from "@/server/contracts/provider-types";
import { CredentialRefused } from "@/server/core/provider-auth/token-source";
import type { ModelListAnswer } from "@/server/integrations/provider-api/ask-model-list";

type Verdict = Omit<ProviderKeyTest, "durationMs">;

/** What a provider's answer says about a connection, in our words: nothing that it wrote is passed on. */
export function judgeModelList({ name, auth }: Provider, answer: ModelListAnswer): Verdict {
  if (answer.kind === "failure") return { outcome: "unreachable", detail: failureText(answer.code) };
  const { status, body } = answer;
  if (status === 401 || status === 403 || (status === 400 && namesTheKey(body)))
    return {
      outcome: "unauthorized",
      detail: `${name} refused the key (HTTP ${status}). Enter a valid one under Change.`,
    };
  if (status < 200 || status >= 300) return { outcome: "unexpected", detail: statusText(status) };
  const modelCount = countModels(body);
  // Google leaves the list out of the answer when a project has no model of its own, which is the usual case.
  if (auth.kind === "google" && isObject(body))
    return { outcome: "ok", detail: "The provider answered and accepted the service account." };
  if (modelCount === null)
    return {
      outcome: "unexpected",
      detail: "The address answered, but not with a list of models. Check that it is where the API begins.",
    };
  return { outcome: "ok", detail: "The provider answered and accepted the key.", modelCount };
}

/** The token could not be bought with which the provider would have been asked. */
export function judgeSignIn({ name }: Provider, thrown: unknown): Verdict {
  if (thrown instanceof CredentialRefused)
    return {
      outcome: "unauthorized",
      detail: `The sign-in of ${name} refused the key (HTTP ${thrown.status}). Enter a valid one under Change.`,
    };
  return { outcome: "unreachable", detail: `The sign-in of ${name} gave no token. Try again.` };
}

function isObject(body: string): boolean {
  return /^\s*\{/.test(body) && parsed(body) !== null;
}

/** Some providers answer a wrong key with 400. */
function namesTheKey(body: string): boolean {
  return /api[\s_-]?key/i.test(body);
}

function failureText(code: string): string {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return "The name of this address cannot be found. Check its spelling.";
  if (code === "EADDRNOTPUBLIC" || code === "invalid_field")
    return "This address is not on the public internet, so it is not called.";
  if (code === "ECONNREFUSED") return "Nothing listens at this address: the connection was refused.";
  if (/CERT|TLS|SSL|VERIFY|SELF_SIGNED/.test(code))
    return "The server's certificate is not valid, so nothing was sent.";
  if (/TIMEOUT|Timeout|Abort/.test(code)) return "The provider did not answer in time. Try again.";
  return "The connection broke before an answer came. Try again.";
}

function statusText(status: number): string {
  if (status >= 300 && status < 400)
    return `The address redirects elsewhere (HTTP ${status}). Enter the final address.`;
  if (status === 404 || status === 405)
    return `There is no list of models at this address (HTTP ${status}). Check the base URL; it usually ends in /v1.`;
  if (status === 429) return "The provider is rate limiting this key (HTTP 429). Try again later.";
  if (status >= 500) return `The provider has a problem of its own (HTTP ${status}). Try again later.`;
  return `The provider answered with HTTP ${status}.`;
}

/** Providers send a bare list, or one under `data` or `models`. */
function countModels(body: string): number | null {
  const value = parsed(body);
  const members = ["data", "models", "modelSummaries"].map((name) => memberOf(value, name));
  const list = [value, ...members].find(Array.isArray);
  return list?.length ?? null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
