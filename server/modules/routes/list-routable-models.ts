import { connectedProviders } from "@/server/contracts/connected-providers";
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
  const items = listModels(connectedProviders(keys)).filter(({ kind }) => kind === "chat");
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
