import { fitModel } from "../../server/routing/learner/fit";
import type { TenantStatistics } from "../../server/routing/learner/learner-types";
import { canonicalSnapshot, sharedSnapshot } from "../../server/routing/learner/snapshot";
import { Random } from "./random";

export interface UnlearningReport {
  tenants: number;
  /** How many of the leavers left a snapshot that equals, byte for byte, one that never saw them. */
  equal: number;
  tried: number;
}

const NAMES = { categories: ["code", "qa", "write"], models: ["a", "b", "c", "d"] };
const PRIOR = { mean: () => 0.7, isKnown: () => true };
const TENANTS = 40;
const LEAVERS = 10;

/** ROUTING B14: each leaver's rows are deleted in a world that had already learned from them. */
export function measureUnlearning(): UnlearningReport {
  const random = new Random(4);
  const tenants = Array.from({ length: TENANTS }, (_, t): TenantStatistics => {
    const id = `tenant-${String(random.integer(1e6)).padStart(6, "0")}-${t}`;
    const rows = NAMES.categories.flatMap((category) =>
      NAMES.models.map((model) => {
        const n = 5 + random.integer(200);
        return { category, model, signal: "nps" as const, n, s: n * random.uniform() };
      }),
    );
    return { tenantId: id, groupId: id, tier: t % 3 === 0 ? "free" : "paid", isReadOnly: false, rows };
  });
  const bytes = (some: readonly TenantStatistics[]): string =>
    canonicalSnapshot(sharedSnapshot(fitModel({ tenants: some, prior: PRIOR, ...NAMES })));
  bytes(tenants);
  let equal = 0;
  for (const leaver of tenants.slice(0, LEAVERS)) {
    const left = tenants.filter((one) => one !== leaver);
    const never = left.toReversed().map((one) => ({ ...one, rows: one.rows.toReversed() }));
    if (bytes(left) === bytes(never)) equal += 1;
  }
  return { tenants: TENANTS, equal, tried: LEAVERS };
}
