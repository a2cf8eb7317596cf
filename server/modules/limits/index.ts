export { closeCountersPool, countersPool } from "./counters-pool";
export {
  type Charge,
  LIMIT_PERIOD_MS,
  type LimitStore,
  type RateLimit,
  stepMs,
  type Taken,
} from "./limit-store";
export { orgRateLevels, rateLevelsOf, remainingOf } from "./rate-levels";
export { rateLimitsOf } from "./rate-limits-of";
export { counterPlace, releaseLimits, sharedLimits } from "./shared-limits";
