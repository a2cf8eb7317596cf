import type { GatewayKey } from "@/server/modules/gateway-config";

/** Whether a key's list names a model: as `model`, `provider/model` or `provider/*`. An empty list allows all. */
export function allowsModel(
  key: GatewayKey,
  { provider, model }: { provider: string; model: string },
): boolean {
  if (key.allowedModels.length === 0) return true;
  return key.allowedModels.some(
    (allowed) => allowed === model || allowed === `${provider}/${model}` || allowed === `${provider}/*`,
  );
}
