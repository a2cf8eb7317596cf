import { trialEndsMail } from "../billing-mails";
import { mailManagers } from "../mail-managers";
import { syncSubscription } from "../sync-subscription";
import type { EventHandler } from "./event-handler";

export const customerSubscriptionTrialWillEnd: EventHandler = async (tx, ctx, _event, provider) => {
  const synced = await syncSubscription(tx, ctx, provider);
  if (synced?.facts.status !== "trialing") return;
  const { facts } = synced;
  const name = `trial_ends_${facts.trialEndsAt?.getTime() ?? 0}`;
  await mailManagers(tx, ctx, (organization) => ({ ...trialEndsMail(organization, facts), name }));
};
