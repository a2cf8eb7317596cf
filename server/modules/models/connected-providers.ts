import { connectedProviders } from "@/server/contracts/connected-providers";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { ConnectedProvider } from "@/server/contracts/provider-types";
import type { Tx } from "@/server/db/tenant";

/** The providers that the organisation can call now, with the models it declared for them; the sandbox among them. */
export async function findConnectedProviders(tx: Tx, orgId: string): Promise<ConnectedProvider[]> {
  const rows = await tx.providerKey.findMany({
    where: { orgId, revokedAt: null },
    select: { provider: true, baseUrl: true, masterKeyId: true, settings: true },
    orderBy: { createdAt: "asc" },
    take: 500,
  });
  return connectedProviders(
    rows.filter(({ provider, baseUrl, masterKeyId }) => {
      const known = PROVIDERS[provider];
      if (known === undefined || (known.needsKey && masterKeyId === null)) return false;
      return !known.needsBaseUrl || baseUrl !== null;
    }),
  );
}

/** What the customer says stands behind a name of theirs, by `provider/name`. */
export function namesBehind(connected: readonly ConnectedProvider[]): ReadonlyMap<string, string> {
  return new Map(
    connected.flatMap(({ provider, models = [] }) =>
      models.map(({ name, model }) => [`${provider}/${name}`, model] as const),
    ),
  );
}
