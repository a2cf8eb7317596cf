export { closeCountersPool } from "./counters-pool";
export {
  type Charge,
  LIMIT_PERIOD_MS,
  type LimitStore,
  type RateLimit,
  stepMs,
  type Taken,
} from "./limit-store";
export { rateLimitsOf } from "./rate-limits-of";
export { sharedLimits } from "./shared-limits";
