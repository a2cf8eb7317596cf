import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import { type CredentialInput, storedCredential } from "@/server/contracts/provider-credentials";
import { readSettings } from "@/server/contracts/provider-settings";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { AppError, notFound } from "@/server/core/errors";
import { assertPublicUrl } from "@/server/core/outbound-guard";
import { env } from "@/server/env";

/** Refuses an address where the provider has its own, and a missing address where it has none. */
export function checkBaseUrl(provider: string, baseUrl: string | null): void {
  const entry = providerCatalogEntry(provider);
  if (entry === undefined) throw notFound("provider");
  if (!entry.needsBaseUrl && baseUrl !== null) {
    throw new AppError("invalid_request", `${entry.name} has a fixed address.`, { param: "baseUrl" });
  }
  if (entry.needsBaseUrl && baseUrl === null) {
    throw new AppError("invalid_request", `Enter the address of ${entry.name}.`, { param: "baseUrl" });
  }
}

/** Refuses an address that the gateway would refuse to call. It asks name servers: never inside a transaction. */
export async function checkIsPublic(baseUrl: string | null | undefined): Promise<void> {
  if (baseUrl == null) return;
  await assertPublicUrl(baseUrl, { allowPrivate: env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS });
}

/** The settings as this provider takes them; refuses what it does not know and what it cannot do without. */
export function checkSettings(
  provider: string,
  given: Readonly<Record<string, unknown>>,
): Record<string, string | string[]> {
  const known = PROVIDERS[provider];
  if (known === undefined) throw notFound("provider");
  const reading = readSettings(known, given);
  if (reading.kind === "ok") return reading.values;
  throw new AppError("invalid_request", reading.problem, { param: `settings.${reading.setting}` });
}

/** What is to be encrypted and what is shown of it; null when no key was given and none is needed. */
export function checkSecret(provider: string, given: GivenSecret): SecretToStore | null {
  const secret = givenSecret(provider, given);
  if (secret === null && PROVIDERS[provider]?.needsKey === true) {
    throw new AppError("invalid_request", `${PROVIDERS[provider].name} needs a key.`, { param: "secret" });
  }
  return secret;
}

export interface GivenSecret {
  secret?: string | undefined;
  credential?: CredentialInput | undefined;
}

export interface SecretToStore {
  text: string;
  lastFour: string;
}

/** The key that came with a request, if one did and the provider takes its kind. */
export function givenSecret(provider: string, { secret, credential }: GivenSecret): SecretToStore | null {
  const known = PROVIDERS[provider];
  if (known === undefined) throw notFound("provider");
  if (secret === undefined && credential === undefined) return null;
  const param = credential === undefined ? "secret" : "credential";
  if (secret !== undefined && credential !== undefined)
    throw new AppError("invalid_request", "Enter one kind of key.", { param });
  if (!known.credentials.includes(credential?.kind ?? "api_key"))
    throw new AppError("invalid_request", `${known.name} takes another kind of key.`, { param });
  if (credential === undefined) return { text: secret ?? "", lastFour: lastFourOf(secret ?? "") };
  const { text, shown } = storedCredential(credential);
  return { text, lastFour: lastFourOf(shown) };
}

/** Last four characters for display; nothing of a secret so short that four would give it away. */
function lastFourOf(secret: string): string {
  return secret.length >= 12 ? secret.slice(-4) : "";
}
