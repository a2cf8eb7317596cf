import { PROVIDERS } from "@/server/contracts/provider-table";
import type { RoutableModelsOutput } from "@/server/contracts/routes";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { listModels } from "@/server/pricing/list-models";

const KEYS_MAX = 500;

/** The chat models that the organisation's providers serve, with their prices; the sandbox's are always there. */
export async function listRoutableModels(ctx: Ctx): Promise<RoutableModelsOutput> {
  authorize(ctx, "route:read");
  const keys = await withTenant(ctx, (tx) =>
    tx.providerKey.findMany({
      where: { orgId: ctx.orgId, revokedAt: null },
      orderBy: { createdAt: "asc" },
      take: KEYS_MAX,
      select: { provider: true, settings: true },
    }),
  );
  const declared = new Map<string, string[]>();
  for (const { provider, settings } of keys) {
    declared.set(provider, [...(declared.get(provider) ?? []), ...modelsIn(settings)]);
  }
  for (const { id, isSandbox } of Object.values(PROVIDERS)) if (isSandbox) declared.set(id, []);
  const connected = [...declared].map(([provider, models]) => ({ provider, models }));
  const items = listModels(connected).filter(({ kind }) => kind === "chat");
  return {
    items: items.map(
      ({ provider, model, name, contextWindow, inputMicroUsdPerMtok, outputMicroUsdPerMtok }) => ({
        provider,
        model,
        name,
        contextWindow,
        inputMicroUsdPerMtok,
        outputMicroUsdPerMtok,
      }),
    ),
  };
}

function modelsIn(settings: unknown): string[] {
  const models =
    typeof settings === "object" && settings !== null && "models" in settings ? settings.models : [];
  return Array.isArray(models) ? models.filter((model): model is string => typeof model === "string") : [];
}
