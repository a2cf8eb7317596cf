import { withTenant } from "@/server/db/tenant";
import type { ProjectScope } from "./provider-object-types";

/** Which of a provider's ids are the project's own, under whichever key it made them. */
export async function ownProviderObjects(
  { orgId, projectId }: ProjectScope,
  provider: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await withTenant({ orgId }, (tx) =>
    tx.providerObject.findMany({
      where: { orgId, projectId, provider, id: { in: [...ids] } },
      select: { id: true },
    }),
  );
  return new Set(rows.map(({ id }) => id));
}
