import { withTenant } from "@/server/db/tenant";
import type { ProjectScope, ProviderObjectHome, ProviderObjectKind } from "./provider-object-types";

/** Makes the objects the project's. One that is somebody's already stays theirs. */
export async function rememberProviderObjects(
  { orgId, projectId }: ProjectScope,
  home: ProviderObjectHome,
  objects: readonly { id: string; kind: ProviderObjectKind }[],
): Promise<void> {
  if (objects.length === 0) return;
  await withTenant({ orgId }, (tx) =>
    tx.providerObject.createMany({
      data: objects.map((object) => ({ orgId, projectId, ...home, ...object })),
      skipDuplicates: true,
    }),
  );
}
