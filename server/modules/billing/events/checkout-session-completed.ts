import { syncSubscription } from "../sync-subscription";
import type { EventHandler } from "./event-handler";

export const checkoutSessionCompleted: EventHandler = async (tx, ctx, _event, provider) => {
  await syncSubscription(tx, ctx, provider);
};
