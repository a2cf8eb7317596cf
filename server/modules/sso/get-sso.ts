import type { SsoOutput } from "@/server/contracts/sso";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { readConnection, toConnection } from "./sso.queries";

export async function getSso(ctx: Ctx): Promise<SsoOutput> {
  authorize(ctx, "sso:manage");
  const row = await withTenant(ctx, (tx) => readConnection(tx, ctx));
  return { connection: row === null ? null : toConnection(row) };
}
