import { errorFields, log } from "@/server/core/logger";
import type { GatewayConfig } from "@/server/modules/gateway-config";
import type { CacheStore } from "./cache-store";

/** After a change of an organisation: what was cleared could no longer be found, and now it is gone, too. */
export async function dropClearedAnswers(
  config: Pick<GatewayConfig, "org">,
  store: CacheStore,
  orgId: string,
): Promise<void> {
  if (!store.mayHold(orgId)) return;
  try {
    const projects = (await config.org(orgId))?.projects ?? [];
    await store.retain(orgId, new Map(projects.map(({ id, cache }) => [id, cache.generation])));
  } catch (thrown) {
    log.warn("cleared answers could not be dropped yet", { orgId, ...errorFields(thrown) });
  }
}
