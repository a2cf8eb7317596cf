import { Constraints } from "@/server/contracts/constraints";
import { newId } from "@/server/core/ids";
import type { RouterInputs } from "@/server/trpc/root";
import type { TestOrg } from "./factories";
import { FIREWALL_WALK } from "./walk-cases-firewall";
import { takeBackDeletion, WALK_SNAPSHOT_ID, type WalkIds } from "./walk-fixture";

/**
 * How one procedure is walked. `input` makes its input from ids, without `orgSlug`. With another organisation's ids
 * the answer must be that for ids nobody has: `not_found`, or for a filter, the same empty list.
 */
export type WalkCase<Input> =
  | {
      kind: "no-ids";
      input?: () => Rest<Input>;
      /** Makes room for the change where the walked organisation has what it would bring about. */
      arrange?: (org: TestOrg) => Promise<void>;
    }
  | {
      kind: "ids";
      input: (ids: WalkIds) => Rest<Input>;
      /** Why a mutation writes no audit entry. */
      changesNothing?: string;
    }
  | { kind: "filter"; input: (ids: WalkIds) => Rest<Input> }
  | { kind: "open"; why: string };

type Rest<Input> = Input extends { orgSlug: string } ? Omit<Input, "orgSlug"> : Input;

export type WalkCases = {
  [Area in keyof RouterInputs]: {
    [Name in keyof RouterInputs[Area]]: WalkCase<RouterInputs[Area][Name]>;
  };
};

const WALK_JUDGE = { routeId: null, judgeModel: "sandbox/genius", rubricVersion: 1 };
const WALK_PROMPT = [{ role: "user" as const, content: "Hi" }];
const NO_IDS = { kind: "no-ids" } as const;
const RANGE = { from: new Date(Date.now() - 3_600_000), to: new Date() };

/** Every procedure of the product; the compiler and the walk both refuse one that is missing. */
export const WALK_CASES: WalkCases = {
  identity: {
    signInOptions: { kind: "open", why: "the sign-in page needs it before anyone is known" },
    signUp: { kind: "open", why: "makes an organisation and reads none" },
    forgotPassword: { kind: "open", why: "for people who cannot sign in" },
    resetPassword: { kind: "open", why: "for people who cannot sign in; the link is the proof" },
    account: NO_IDS,
    changePassword: { kind: "no-ids", input: () => ({ password: "long enough 1" }) },
    changeEmail: { kind: "no-ids", input: () => ({ email: `${newId("usr")}@test.invalid` }) },
    requestConfirmation: NO_IDS,
    confirmEmail: { kind: "ids", input: ({ emailToken }) => ({ token: emailToken }) },
    createOrganization: { kind: "no-ids", input: () => ({ name: "Walked" }) },
    me: NO_IDS,
    listSessions: NO_IDS,
    revokeSession: { kind: "ids", input: ({ loginSessionId }) => ({ loginSessionId }) },
    signOutEverywhere: NO_IDS,
  },
  twoFactor: {
    status: NO_IDS,
    begin: { kind: "no-ids", input: () => ({}) },
    confirm: { kind: "open", why: "about the caller's own app; see two-factor.int.test.ts" },
    turnOff: { kind: "open", why: "about the caller's own app; see two-factor.int.test.ts" },
    renewRecoveryCodes: { kind: "open", why: "about the caller's own app; see two-factor.int.test.ts" },
    passSignIn: { kind: "open", why: "the second step of signing in" },
  },
  organizations: {
    get: NO_IDS,
    requireTwoFactor: { kind: "no-ids", input: () => ({ isRequired: false }) },
    update: { kind: "no-ids", input: () => ({ name: "Walked" }) },
  },
  members: {
    list: NO_IDS,
    invite: { kind: "no-ids", input: () => ({ email: "walked@test.invalid", role: "viewer" }) },
    resendInvitation: { kind: "ids", input: ({ invitationId }) => ({ invitationId }) },
    revokeInvitation: { kind: "ids", input: ({ invitationId }) => ({ invitationId }) },
    changeRole: { kind: "ids", input: ({ memberId }) => ({ userId: memberId, role: "viewer" }) },
    remove: { kind: "ids", input: ({ memberId }) => ({ userId: memberId }) },
    leave: NO_IDS,
    transferOwnership: { kind: "ids", input: ({ memberId }) => ({ userId: memberId }) },
    openInvitation: { kind: "open", why: "whoever follows a link is in no organisation yet" },
    acceptInvitation: { kind: "ids", input: ({ invitationToken }) => ({ token: invitationToken }) },
    joinWithPassword: { kind: "open", why: "makes the account that an invitation is for" },
  },
  projects: {
    list: NO_IDS,
    create: { kind: "no-ids", input: () => ({ name: "Walked" }) },
    update: { kind: "ids", input: ({ projectId }) => ({ projectId, name: "Walked" }) },
  },
  apiKeys: {
    list: NO_IDS,
    create: { kind: "ids", input: ({ projectId }) => ({ projectId, name: "Walked" }) },
    update: { kind: "ids", input: ({ apiKeyId }) => ({ apiKeyId, requestsPerMinute: 60 }) },
    revoke: { kind: "ids", input: ({ apiKeyId }) => ({ apiKeyId }) },
  },
  providerKeys: {
    list: NO_IDS,
    connect: { kind: "no-ids", input: () => ({ provider: "openai", secret: "sk-0123456789abcdef" }) },
    update: { kind: "ids", input: ({ providerKeyId }) => ({ providerKeyId, name: "Walked" }) },
    revoke: { kind: "ids", input: ({ providerKeyId }) => ({ providerKeyId }) },
    test: {
      kind: "ids",
      input: ({ providerKeyId }) => ({ providerKeyId }),
      changesNothing: "asks the provider a question; a mutation only so that it runs when it is asked for",
    },
    balancing: NO_IDS,
    setBalancing: { kind: "no-ids", input: () => ({ provider: "openai", balancing: "weighted" }) },
  },
  circuits: { list: NO_IDS },
  routes: {
    list: NO_IDS,
    get: { kind: "ids", input: ({ routeId }) => ({ routeId }) },
    traffic: { kind: "no-ids", input: () => ({ hours: 24 }) },
    models: NO_IDS,
    create: { kind: "ids", input: ({ projectId }) => ({ projectId, name: "Walked" }) },
    update: {
      kind: "ids",
      input: ({ routeId }) => ({ routeId, candidates: [{ provider: "sandbox", model: "genius" }] }),
    },
    delete: { kind: "ids", input: ({ otherRouteId }) => ({ routeId: otherRouteId }) },
    pin: { kind: "ids", input: ({ routeId }) => ({ routeId, model: "sandbox/quick" }) },
    unpin: { kind: "ids", input: ({ routeId }) => ({ routeId }) },
  },
  promotion: {
    get: { kind: "ids", input: ({ trialRouteId }) => ({ routeId: trialRouteId }) },
    addShadow: {
      kind: "ids",
      input: ({ trialRouteId }) => ({ routeId: trialRouteId, provider: "sandbox", model: "walked" }),
    },
    startShadow: {
      kind: "ids",
      input: ({ trialRouteId, triedId }) => ({ routeId: trialRouteId, candidateId: triedId }),
    },
    startCanary: {
      kind: "ids",
      input: ({ trialRouteId, triedId }) => ({ routeId: trialRouteId, candidateId: triedId }),
    },
    promote: {
      kind: "ids",
      input: ({ trialRouteId, triedId }) => ({ routeId: trialRouteId, candidateId: triedId }),
    },
    remove: {
      kind: "ids",
      input: ({ trialRouteId, triedId }) => ({ routeId: trialRouteId, candidateId: triedId }),
    },
  },
  learning: {
    contribution: NO_IDS,
    snapshot: { kind: "no-ids", input: () => ({ id: WALK_SNAPSHOT_ID }) },
    route: { kind: "ids", input: ({ routeId }) => ({ routeId }) },
    setMode: { kind: "no-ids", input: () => ({ mode: "isolated", confirm: "learn alone" }) },
  },
  nps: {
    report: { kind: "filter", input: answersOf },
    answers: { kind: "filter", input: answersOf },
    responseRate: {
      kind: "filter",
      input: ({ projectId }) => ({ projectId: [projectId], range: RANGE }),
    },
    facets: { kind: "no-ids", input: () => ({ range: RANGE }) },
    release: { kind: "ids", input: ({ heldAnswerId }) => ({ answerId: heldAnswerId }) },
    handle: { kind: "ids", input: ({ npsAnswerId }) => ({ answerId: npsAnswerId, isHandled: true }) },
  },
  erasure: {
    list: NO_IDS,
    exportEndUser: { kind: "ids", input: ({ projectId }) => ({ projectId, endUserId: "walked" }) },
    eraseEndUser: { kind: "ids", input: ({ projectId }) => ({ projectId, endUserId: "walked" }) },
  },
  ...FIREWALL_WALK,
  feedback: {
    settings: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    updateSettings: { kind: "ids", input: ({ projectId }) => ({ projectId, minTurns: 3 }) },
  },
  responseCache: {
    get: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    update: { kind: "ids", input: ({ projectId }) => ({ projectId, ttlSeconds: 60 }) },
    clear: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
  },
  requests: {
    list: { kind: "filter", input: (ids) => ({ range: RANGE, ...filtersOf(ids) }) },
    listNew: { kind: "filter", input: (ids) => ({ since: RANGE.from, range: RANGE, ...filtersOf(ids) }) },
    get: { kind: "ids", input: ({ requestId }) => ({ id: requestId }) },
    histogram: { kind: "filter", input: (ids) => ({ range: RANGE, ...filtersOf(ids) }) },
    summary: { kind: "filter", input: (ids) => ({ range: RANGE, ...filtersOf(ids) }) },
    facets: { kind: "no-ids", input: () => ({ range: RANGE }) },
  },
  decisions: {
    list: {
      kind: "filter",
      input: ({ sessionId, requestId }) => ({ session_id: sessionId, request_ids: [requestId] }),
    },
    get: { kind: "ids", input: ({ requestId }) => ({ requestId }) },
  },
  constraints: {
    get: NO_IDS,
    replace: {
      kind: "no-ids",
      input: () => ({ rules: Constraints.parse({ max_requests_per_minute: 600 }) }),
    },
  },
  pacing: { get: { kind: "ids", input: ({ routeId }) => ({ routeId }) } },
  verification: { get: { kind: "ids", input: ({ routeId }) => ({ route_id: routeId }) } },
  experiments: {
    list: NO_IDS,
    results: { kind: "ids", input: ({ experimentId }) => ({ experimentId }) },
    create: {
      kind: "ids",
      input: ({ routeId, otherRouteId }) => ({
        name: "Walked",
        variant_a_routing_rule_id: routeId,
        variant_b_routing_rule_id: otherRouteId,
      }),
    },
    rollBack: { kind: "ids", input: ({ experimentId }) => ({ experimentId }) },
    complete: { kind: "ids", input: ({ experimentId }) => ({ experimentId }) },
  },
  evaluations: {
    verdicts: { kind: "ids", input: ({ requestId }) => ({ requestId }) },
    judge: { kind: "ids", input: ({ projectId }) => ({ projectId }) },
    updateJudge: { kind: "ids", input: ({ projectId }) => ({ projectId, model: "sandbox/genius" }) },
    runs: { kind: "filter", input: ({ projectId }) => ({ projectId }) },
    results: { kind: "ids", input: ({ evaluationId }) => ({ runId: evaluationId }) },
    start: { kind: "ids", input: ({ datasetId }) => ({ dataset_id: datasetId, model: "sandbox/quick" }) },
    cancel: { kind: "ids", input: ({ evaluationId }) => ({ runId: evaluationId }) },
    nextToRate: NO_IDS,
    rate: { kind: "ids", input: ({ requestId }) => ({ requestId, value: { stars: 4 } }) },
    removeRating: { kind: "ids", input: ({ ratingId }) => ({ ratingId }) },
    acceptDrift: { kind: "ids", input: ({ projectId }) => ({ projectId, ...WALK_JUDGE }) },
  },
  datasets: {
    list: { kind: "filter", input: ({ projectId }) => ({ projectId }) },
    rows: { kind: "ids", input: ({ datasetId }) => ({ datasetId }) },
    sources: { kind: "filter", input: ({ requestId }) => ({ requestIds: [requestId] }) },
    addRows: { kind: "ids", input: ({ datasetId }) => ({ datasetId, rows: [{ input: "Hi" }] }) },
    create: { kind: "ids", input: ({ projectId }) => ({ projectId, name: "Walked" }) },
    delete: { kind: "ids", input: ({ otherDatasetId }) => ({ datasetId: otherDatasetId }) },
  },
  prompts: {
    list: { kind: "filter", input: ({ projectId }) => ({ projectId }) },
    get: { kind: "ids", input: ({ promptId }) => ({ promptId }) },
    versions: { kind: "ids", input: ({ promptId }) => ({ promptId }) },
    report: { kind: "ids", input: ({ promptId }) => ({ promptId }) },
    create: { kind: "ids", input: ({ projectId }) => ({ projectId, name: "Walked", messages: WALK_PROMPT }) },
    addVersion: { kind: "ids", input: ({ promptId }) => ({ promptId, messages: WALK_PROMPT }) },
    moveLabel: { kind: "ids", input: ({ promptId }) => ({ promptId, label: "walked", version: 1 }) },
    removeLabel: { kind: "ids", input: ({ promptId }) => ({ promptId, label: "staging" }) },
    delete: { kind: "ids", input: ({ otherPromptId }) => ({ promptId: otherPromptId }) },
    try: {
      kind: "ids",
      input: ({ projectId }) => ({ projectId, model: "sandbox/quick", messages: WALK_PROMPT }),
      changesNothing: "the call is on record as a request",
    },
  },
  sessions: {
    list: {
      kind: "filter",
      input: ({ projectId, sessionId }) => ({ project_id: [projectId], search: sessionId }),
    },
    get: { kind: "ids", input: ({ sessionId, projectId }) => ({ sessionId, projectId }) },
  },
  models: {
    list: NO_IDS,
    setPrice: {
      kind: "no-ids",
      input: () => ({ provider: "custom", model: "walked", rates: { input: 1 } }),
    },
    removePrice: { kind: "ids", input: ({ priceId }) => ({ id: priceId }) },
    reprice: { kind: "no-ids", input: () => ({ range: RANGE }) },
  },
  onboarding: { get: NO_IDS },
  budgets: {
    usage: NO_IDS,
    set: {
      kind: "ids",
      input: ({ projectId }) => ({ scope: "project", scopeId: projectId, limitMicroUsd: 5_000_000 }),
    },
    delete: { kind: "ids", input: ({ budgetId }) => ({ budgetId }) },
  },
  sso: {
    get: NO_IDS,
    save: {
      kind: "no-ids",
      input: () => ({
        domain: "walked.example",
        issuer: "https://203.1.113.7",
        clientId: "walked",
        clientSecret: "walked",
      }),
    },
    claimDomain: { kind: "no-ids", input: () => ({ domain: "claimed.example" }) },
    verifyDomain: { kind: "open", why: "needs a record of the world's DNS; see sso.int.test.ts" },
    enforce: { kind: "no-ids", input: () => ({ isEnforced: false }) },
    setJoinRole: { kind: "no-ids", input: () => ({ role: "viewer" }) },
    delete: NO_IDS,
  },
  scim: {
    get: NO_IDS,
    createToken: NO_IDS,
    revokeToken: { kind: "ids", input: ({ scimTokenId }) => ({ tokenId: scimTokenId }) },
    mapGroup: { kind: "ids", input: ({ scimGroupId }) => ({ groupId: scimGroupId, role: "viewer" }) },
  },
  audit: {
    list: { kind: "filter", input: ({ apiKeyId }) => ({ targetId: apiKeyId }) },
    facets: NO_IDS,
    verify: NO_IDS,
    export: { kind: "no-ids", input: () => ({}) },
  },
  webhooks: {
    list: NO_IDS,
    create: {
      kind: "no-ids",
      input: () => ({ url: "https://203.1.113.7/hook", eventTypes: ["nps.created"] }),
    },
    update: { kind: "ids", input: ({ webhookId }) => ({ endpointId: webhookId, description: "Walked" }) },
    delete: { kind: "ids", input: ({ webhookId }) => ({ endpointId: webhookId }) },
    rotateSecret: { kind: "ids", input: ({ webhookId }) => ({ endpointId: webhookId }) },
    sendTest: { kind: "ids", input: ({ webhookId }) => ({ endpointId: webhookId }) },
    deliveries: { kind: "ids", input: ({ webhookId }) => ({ endpointId: webhookId }) },
    redeliver: { kind: "ids", input: ({ webhookDeliveryId }) => ({ deliveryId: webhookDeliveryId }) },
  },
  outbox: {
    list: NO_IDS,
    retry: { kind: "ids", input: ({ outboxMessageId }) => ({ messageId: outboxMessageId }) },
  },
  leaving: {
    get: NO_IDS,
    requestExport: NO_IDS,
    linkExport: { kind: "ids", input: ({ exportId }) => ({ exportId }) },
    requestDeletion: {
      kind: "no-ids",
      input: () => ({ confirm: "delete everything" }),
      arrange: takeBackDeletion,
    },
    undoDeletion: NO_IDS,
  },
  billing: {
    salesContact: { kind: "open", why: "the pricing page shows it to everybody" },
    get: NO_IDS,
    notices: NO_IDS,
    startCheckout: NO_IDS,
    openPortal: NO_IDS,
    cancel: NO_IDS,
    resume: NO_IDS,
    setOverageCap: { kind: "no-ids", input: () => ({ capMicroUsd: 8_000_000 }) },
    simulate: { kind: "no-ids", input: () => ({ action: { type: "change_card", card: "good" } }) },
  },
  usage: { report: NO_IDS, rows: NO_IDS },
  mails: { listLocal: { kind: "open", why: "exists only on a machine of its own, without a mail server" } },
};

function filtersOf({ projectId, apiKeyId, routeId, sessionId }: WalkIds) {
  return { projectId: [projectId], apiKeyId: [apiKeyId], routeId: [routeId], sessionId };
}

function answersOf({ projectId, routeId }: WalkIds) {
  return { projectId: [projectId], routeId: [routeId], range: RANGE };
}
