import { newId } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";

/** Models of the built-in provider, so that `auto` answers before any provider key exists. */
const SANDBOX_MODELS = ["quick", "balanced", "genius"];

/** The `auto` route that every project starts with: it learns from the first score on. Part of creating the project, hence without its own audit row. */
export async function createDefaultRoute(tx: Tx, owner: { orgId: string; projectId: string }): Promise<void> {
  const { orgId, projectId } = owner;
  const id = newId("rt");
  const facts = { slug: "auto", name: "Auto", strategy: "feedback_driven" } as const;
  await tx.route.create({ data: { id, orgId, projectId, ...facts } });
  await tx.routeCandidate.createMany({
    data: SANDBOX_MODELS.map((model, position) => ({
      id: newId("cand"),
      orgId,
      routeId: id,
      provider: "sandbox",
      model,
      position,
    })),
  });
}
