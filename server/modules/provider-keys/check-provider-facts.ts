import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
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

export function checkSecret(provider: string, secret: string | undefined): void {
  const entry = providerCatalogEntry(provider);
  if (entry === undefined) throw notFound("provider");
  if (entry.needsKey && secret === undefined) {
    throw new AppError("invalid_request", `${entry.name} needs a key.`, { param: "secret" });
  }
}

/** Last four characters for display; nothing of a secret so short that four would give it away. */
export function lastFourOf(secret: string): string {
  return secret.length >= 12 ? secret.slice(-4) : "";
}
