import { GetSnapshotInput, type SnapshotView } from "@/server/contracts/learning";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { ModelCardSchema } from "./read-snapshot";

/** The card of one state of the shared model. It is about no organisation, so everybody may read it. */
export async function getSnapshot(ctx: Ctx, input: GetSnapshotInput): Promise<SnapshotView> {
  authorize(ctx, "route:read");
  const { id } = parseInput(GetSnapshotInput, input);
  const row = await withTenant(ctx, (tx) =>
    tx.learningSnapshot.findUnique({ where: { id }, omit: { content: true } }),
  );
  if (row === null) throw notFound("snapshot");
  const { priorVersion, inputHash, ...card } = ModelCardSchema.parse(row.card);
  return {
    id: row.id,
    version: row.version,
    hash: row.hash,
    created_at: row.createdAt.toISOString(),
    card: { ...card, prior_version: priorVersion, input_hash: inputHash },
  };
}
