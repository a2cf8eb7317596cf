import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import type { BillingEvent, BillingProvider } from "@/server/integrations/stripe/billing-provider";

/** What an event does, in the transaction that notes its id. */
export type EventHandler = (
  tx: Tx,
  ctx: Ctx,
  event: BillingEvent,
  provider: BillingProvider,
) => Promise<void>;
