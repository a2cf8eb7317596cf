export { endPayments } from "./end-payments";
export { giveContract } from "./give-contract";
export { mailManagers } from "./mail-managers";
export { noteQuotas } from "./note-quotas";
export { QUOTA_FIELDS, quotaTerms, readQuotaTerms } from "./quota-terms";
export { reportOverage } from "./report-overage";
export { settleBilling } from "./settle-billing";
export { handleStripeWebhook } from "./stripe-webhook";
