export { noteQuotas } from "./note-quotas";
export { QUOTA_FIELDS, quotaTerms, readQuotaTerms } from "./quota-terms";
