import { withTenant } from "@/server/db/tenant";
import type { ProjectScope, ProviderObjectHome, ProviderObjectKind } from "./provider-object-types";

/** Where an object of the project lives; null when it has none of this id, whoever else may have one. */
export function findProviderObject(
  { orgId, projectId }: ProjectScope,
  { id, kind, provider }: { id: string; kind: ProviderObjectKind; provider: string | null },
): Promise<ProviderObjectHome | null> {
  return withTenant({ orgId }, (tx) =>
    tx.providerObject.findFirst({
      where: { orgId, projectId, id, kind, ...(provider === null ? {} : { provider }) },
      orderBy: { createdAt: "desc" },
      select: { provider: true, providerKeyId: true },
    }),
  );
}
