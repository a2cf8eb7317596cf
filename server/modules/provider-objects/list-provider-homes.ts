import { withTenant } from "@/server/db/tenant";
import type { ProjectScope } from "./provider-object-types";

/** The provider keys under which the project has objects at a provider, the one used last first. */
export async function listProviderHomes(
  { orgId, projectId }: ProjectScope,
  provider: string,
): Promise<string[]> {
  const homes = await withTenant({ orgId }, (tx) =>
    tx.providerObject.groupBy({
      by: ["providerKeyId"],
      where: { orgId, projectId, provider },
      _max: { createdAt: true },
      orderBy: { _max: { createdAt: "desc" } },
    }),
  );
  return homes.map(({ providerKeyId }) => providerKeyId);
}
