import { paymentFailedMail } from "../billing-mails";
import { mailManagers } from "../mail-managers";
import { syncSubscription } from "../sync-subscription";
import type { EventHandler } from "./event-handler";

/** The mail is for a payment that is still open when the event is read; a later one may have settled it. */
export const invoicePaymentFailed: EventHandler = async (tx, ctx, _event, provider) => {
  const synced = await syncSubscription(tx, ctx, provider);
  if (synced?.facts.status !== "past_due" || synced.facts.planId === "free") return;
  const { facts } = synced;
  const name = `payment_failed_${facts.graceEndsAt?.getTime() ?? 0}`;
  await mailManagers(tx, ctx, (organization) => ({ ...paymentFailedMail(organization, facts), name }));
};
