import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import { AppError, notFound } from "@/server/core/errors";
import { env } from "@/server/env";

/** Refuses an address where the provider has its own, a missing address where it has none, and plain http. */
export function checkBaseUrl(provider: string, baseUrl: string | null): void {
  const entry = providerCatalogEntry(provider);
  if (entry === undefined) throw notFound("provider");
  if (!entry.needsBaseUrl && baseUrl !== null) {
    throw new AppError("invalid_request", `${entry.name} has a fixed address.`, { param: "baseUrl" });
  }
  if (entry.needsBaseUrl && baseUrl === null) {
    throw new AppError("invalid_request", `Enter the address of ${entry.name}.`, { param: "baseUrl" });
  }
  if (baseUrl?.startsWith("http:") && !env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS) {
    throw new AppError("invalid_request", "The address must start with https://.", { param: "baseUrl" });
  }
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
