import type { WalkCases } from "./walk-cases";
import type { WalkIds } from "./walk-fixture";

const walkHit = ({ projectId, requestId }: WalkIds) => ({
  ...{ projectId, requestId, direction: "request" as const },
  ...{ category: "pii" as const, detector: "email" },
});
const walkDryRun = ({ otherProjectId, dryRunId }: WalkIds) => ({ projectId: otherProjectId, dryRunId });

/** Of what looks through requests and answers. */
export const FIREWALL_WALK: Pick<WalkCases, "firewall" | "dryRuns" | "remoteDetectors"> = {
  firewall: {
    get: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    update: { kind: "ids", input: ({ projectId }) => ({ projectId, pii: "redact" }) },
    try: {
      kind: "ids",
      input: ({ projectId }) => ({ projectId, text: "hello" }),
      changesNothing:
        "only says what the policy would do; a mutation because texts are too long for an address",
    },
    timeline: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    hits: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    hit: { kind: "ids", input: walkHit },
    reviews: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    review: { kind: "ids", input: (ids) => ({ ...walkHit(ids), verdict: "confirmed" as const }) },
    allowed: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    previewAllow: {
      kind: "ids",
      input: (ids) => ({ ...walkHit(ids), proposal: { kind: "place" as const } }),
      changesNothing:
        "only says what a rule would let pass; a mutation because texts are too long for an address",
    },
    allow: {
      kind: "ids",
      input: (ids) => ({ ...walkHit(ids), proposal: { kind: "place" as const }, reason: "ours" }),
    },
    removeAllowed: {
      kind: "ids",
      input: ({ projectId, allowRuleId }) => ({ projectId, ruleId: allowRuleId }),
    },
  },
  dryRuns: {
    list: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    get: { kind: "ids", input: walkDryRun },
    changes: { kind: "ids", input: walkDryRun },
    change: { kind: "ids", input: (ids) => ({ ...walkDryRun(ids), requestId: ids.requestId }) },
    start: { kind: "ids", input: ({ projectId }) => ({ projectId, days: 7 as const, draft: {} }) },
    cancel: { kind: "ids", input: walkDryRun },
  },
  remoteDetectors: {
    get: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    set: {
      kind: "ids",
      input: ({ projectId }) => ({
        projectId,
        settings: { kind: "webhook", url: "https://93.184.216.34/check", mode: "observe", onError: "allow" },
      }),
    },
    try: {
      kind: "ids",
      input: ({ projectId, providerKeyId }) => ({
        projectId,
        settings: { kind: "guard_model", providerKeyId, model: "guard", mode: "observe", onError: "allow" },
        text: "hello",
      }),
      changesNothing: "only says what the detector says; a mutation so that it runs when it is asked for",
    },
    rotateSecret: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    remove: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
  },
};
