import { withTenant } from "@/server/db/tenant";
import type { ProjectScope } from "./provider-object-types";

/** The object is gone at the provider. */
export async function forgetProviderObject(
  { orgId, projectId }: ProjectScope,
  provider: string,
  id: string,
): Promise<void> {
  await withTenant({ orgId }, (tx) =>
    tx.providerObject.deleteMany({ where: { orgId, projectId, provider, id } }),
  );
}
