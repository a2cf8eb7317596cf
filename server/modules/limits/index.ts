export { closeCountersPool, countersPool } from "./counters-pool";
export { forgetFullBuckets } from "./forget-full-buckets";
export {
  type Bucket,
  type Charge,
  type LimitStore,
  periodMs,
  type RateLimit,
  stepMs,
  type Taken,
} from "./limit-store";
export { orgRateLevels, rateLevelsOf, remainingOf } from "./rate-levels";
export { type OwnLimits, rateLimitsOf } from "./rate-limits-of";
export { counterPlace, joinLimits, releaseLimits } from "./shared-limits";
