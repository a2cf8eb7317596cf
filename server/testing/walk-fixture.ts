import { encodeLoginToken, loginCookieName } from "@/server/auth/login-token";
import { newId, uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "./factories";
import { createTestMembers } from "./member-factory";
import { createTestAnswers } from "./nps-factory";
import { createTestPrompt } from "./prompt-factory";
import { createTestRequests } from "./request-factory";
import { createTestDirectory } from "./scim-factory";
import { createSimulatedSubscription } from "./simulated-subscription";
import { createTestSso } from "./sso-factory";
import { createTestDetector, createTestWebhook } from "./webhook-factory";

/** Ids of everything that a procedure can be asked about: one organisation's, or ids that nobody has. */
export interface WalkIds {
  orgSlug: string;
  projectId: string;
  /** A project with nothing but a dry run of the firewall that waits. */
  otherProjectId: string;
  dryRunId: string;
  apiKeyId: string;
  providerKeyId: string;
  routeId: string;
  /** A route that is nobody's default. */
  otherRouteId: string;
  /** A route that tries a model, besides the one that answers. */
  trialRouteId: string;
  triedId: string;
  /** A running one, between two routes that are not named here. */
  experimentId: string;
  requestId: string;
  sessionId: string;
  loginSessionId: string;
  budgetId: string;
  priceId: string;
  npsAnswerId: string;
  exportId: string;
  ratingId: string;
  allowRuleId: string;
  datasetId: string;
  /** A dataset that no run is over. */
  otherDatasetId: string;
  /** One that waits. */
  evaluationId: string;
  /** With one version and the label `staging`. */
  promptId: string;
  otherPromptId: string;
  /** A member who is not its owner. */
  memberId: string;
  invitationId: string;
  /** Of an open invitation for the owner's own address. */
  invitationToken: string;
  /** Of a link that confirms the owner's address. */
  emailToken: string;
  /** One that is held back. */
  heldAnswerId: string;
  webhookId: string;
  webhookDeliveryId: string;
  scimTokenId: string;
  scimGroupId: string;
  /** Not delivered yet. */
  outboxMessageId: string;
}

export interface WalkOrg {
  org: TestOrg;
  ids: WalkIds;
  /** A signed-in browser of its owner. */
  cookie: string;
}

/** An organisation that has one of each thing. */
export async function createWalkOrg(): Promise<WalkOrg> {
  const org = await createTestOrg("enterprise");
  const { orgId, projectId, userId } = org;
  const db = systemDb();
  const ids = { ...unknownIds(), projectId, apiKeyId: newId("key"), providerKeyId: newId("pkey") };
  const { slug } = await db.organization.findUniqueOrThrow({ where: { orgId }, select: { slug: true } });
  const key = {
    orgId,
    projectId,
    kind: "server",
    name: "Walk",
    prefix: "fl_sk_walk",
    lastFour: "walk",
  } as const;
  await db.apiKey.create({ data: { ...key, id: ids.apiKeyId, hash: uuidv7() } });
  await db.providerKey.create({
    data: { id: ids.providerKeyId, orgId, provider: "openai", name: "Walk", lastFour: "walk" },
  });
  await db.route.create({
    data: {
      id: ids.routeId,
      orgId,
      projectId,
      slug: "auto",
      name: "Auto",
      candidates: { create: candidate(orgId) },
    },
  });
  await db.route.create({ data: { id: ids.otherRouteId, orgId, projectId, slug: "other", name: "Other" } });
  await createTrialRoute(org, ids);
  const variants = { variantARouteId: newId("rt"), variantBRouteId: newId("rt"), splitPercentage: 50 };
  await db.experiment.create({ data: { id: ids.experimentId, orgId, projectId, name: "Walk", ...variants } });
  await db.budget.create({
    data: { id: ids.budgetId, orgId, scope: "organization", scopeId: orgId, limitMicroUsd: 1_000_000n },
  });
  await db.priceOverride.create({
    data: { id: ids.priceId, orgId, provider: "custom", model: "walk", rates: { input: 1 } },
  });
  await createPlanState(org, ids.exportId);
  await db.learningSnapshot.createMany({ data: WALK_SNAPSHOT, skipDuplicates: true });
  const facts = { at: new Date(Date.now() - 60_000), apiKeyId: ids.apiKeyId, sessionId: ids.sessionId };
  const [requestId = ""] = await createTestRequests(org, [{ ...facts, endpoint: "chat" }]);
  await createWalkEvaluations(org, ids, facts.at);
  await createWalkFirewall(org, ids.allowRuleId, requestId);
  await createWalkDryRun(org, ids, requestId);
  await createTestAnswers(org, [
    { id: ids.npsAnswerId, score: 3, routeId: ids.routeId, createdAt: facts.at },
    { id: ids.heldAnswerId, score: 3, isHeld: true, createdAt: facts.at },
  ]);
  await createTestMembers(org, ids);
  await createTestSso(orgId);
  await createTestDirectory(org, ids);
  await createTestWebhook(orgId, ids);
  await createTestDetector(org);
  const seen = { firstSeenAt: facts.at, lastSeenAt: new Date() };
  await db.session.create({ data: { orgId, projectId, id: ids.sessionId, source: "header", ...seen } });
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db.loginSession.createMany({
    // Two, so that a walk that ends one of them stays signed in by the other.
    data: [ids.loginSessionId, `${ids.loginSessionId}_cookie`].map((id) => ({ id, userId, expiresAt })),
  });
  const token = await encodeLoginToken(userId, `${ids.loginSessionId}_cookie`);
  return { org, ids: { ...ids, orgSlug: slug, requestId }, cookie: `${loginCookieName()}=${token}` };
}

async function createTrialRoute({ orgId, projectId }: TestOrg, ids: WalkIds): Promise<void> {
  const tried = {
    id: ids.triedId,
    orgId,
    provider: "sandbox",
    model: "genius",
    position: 1,
    stage: "shadow",
  } as const;
  await systemDb().route.create({
    data: {
      ...{ id: ids.trialRouteId, orgId, projectId, slug: "trial", name: "Trial" },
      candidates: { create: [candidate(orgId), tried] },
    },
  });
}

/** Somebody who pays, an export that is done, and a deletion that waits. */
async function createPlanState({ orgId }: TestOrg, exportId: string): Promise<void> {
  await createSimulatedSubscription({ orgId });
  const at = new Date();
  const asked = { orgId, actorLabel: "Walk", requestedAt: at };
  await systemDb().orgExport.create({ data: { ...asked, id: exportId, status: "done", finishedAt: at } });
  await systemDb().organizationDeletion.create({
    // Never in the time of any test.
    data: { ...asked, dueAt: new Date("2100-01-01") },
  });
}

/** So that one can be asked for: with one that waits already, asking changes nothing. */
export async function takeBackDeletion({ orgId }: TestOrg): Promise<void> {
  await systemDb().organizationDeletion.delete({ where: { orgId }, select: { orgId: true } });
}

/** Something that the firewall has found, and something that it is to let pass. */
async function createWalkFirewall(
  { orgId, projectId }: TestOrg,
  id: string,
  requestId: string,
): Promise<void> {
  const found = {
    category: "pii",
    detector: "email",
    score: 1,
    path: "messages.0.content",
    start: 0,
    end: 9,
  };
  await systemDb().request.updateMany({
    where: { orgId, id: requestId },
    data: {
      firewallStatus: "flag",
      firewallFindings: [{ ...found, action: "observed" }],
      firewallVersion: 1,
    },
  });
  await systemDb().firewallAllowRule.create({
    data: {
      ...{ id, orgId, projectId, category: "pii", direction: "request", detector: "email" },
      ...{ match: { kind: "phrase", phrase: "walk@example.com" }, reason: "Walk", createdBy: "Walk" },
    },
  });
}

/** A dry run that waits, and that no worker takes. */
async function createWalkDryRun(
  { orgId }: TestOrg,
  { otherProjectId: projectId, dryRunId: id }: WalkIds,
  requestId: string,
): Promise<void> {
  await systemDb().project.create({ data: { id: projectId, orgId, name: "Other", slug: "other" } });
  const of = { orgId, projectId, planId: "enterprise", createdBy: "Walk", savedVersion: 0 };
  const at = new Date();
  await systemDb().firewallDryRun.create({
    data: { ...of, id, days: 1, from: at, to: at, draft: {}, saved: {} },
  });
  await systemDb().firewallDryRunChange.create({
    data: {
      ...{ dryRunId: id, requestId, orgId, projectId, createdAt: at, differences: [] },
      ...{ recorded: "pass", saved: "pass", draft: "flag" },
    },
  });
}

/** What is thought of answers, and how models are compared. */
async function createWalkEvaluations(org: TestOrg, ids: WalkIds, at: Date): Promise<void> {
  const { orgId, projectId, userId } = org;
  const db = systemDb();
  await db.judgeCalibration.create({
    data: {
      ...{ orgId, projectId, routeId: "*", judgeModel: "sandbox/genius", rubricVersion: 1, pairCount: 0 },
      ...{ intercept: 0.25, slope: 0.7, cells: [], measuredAt: new Date() },
    },
  });
  const owner = { orgId, projectId };
  await db.dataset.create({ data: { id: ids.otherDatasetId, ...owner, name: "Other" } });
  await db.dataset.create({ data: { id: ids.datasetId, ...owner, name: "Walk" } });
  await db.datasetRow.create({ data: { id: newId("row"), orgId, datasetId: ids.datasetId, input: "Hi" } });
  for (const promptId of [ids.promptId, ids.otherPromptId]) {
    await createTestPrompt(org, { id: promptId, labels: ["staging"] });
  }
  await db.evaluation.create({
    data: { id: ids.evaluationId, ...owner, datasetId: ids.datasetId, model: "sandbox/quick" },
  });
  await db.manualRating.create({
    data: {
      ...{
        id: ids.ratingId,
        orgId,
        projectId,
        requestId: uuidv7(),
        createdAt: at,
        sessionId: ids.sessionId,
      },
      ...{ raterId: userId, raterLabel: "Walk", score: 1, ratedAt: at },
    },
  });
}

export const WALK_SNAPSHOT_ID = "lsn_walk";
/** A state of the shared model, which belongs to no organisation; older than every real one. */
const WALK_SNAPSHOT = {
  id: WALK_SNAPSHOT_ID,
  version: -1,
  hash: "0".repeat(64),
  content: '{"format":1,"cells":[],"models":[],"biases":[]}',
  card: {
    ...{ organizations: 0, projects: 0, answers: 0, cells: 0, models: 0, error: null },
    ...{ start: "cold", priorVersion: "1", inputHash: "0".repeat(64), config: {} },
  },
};

function candidate(orgId: string) {
  return { id: newId("cand"), orgId, provider: "sandbox", model: "quick", position: 0 };
}

/** Well-formed ids that nobody has. */
export function unknownIds(): WalkIds {
  return {
    orgSlug: `org-${newId("org").slice(4).toLowerCase()}`,
    projectId: newId("prj"),
    otherProjectId: newId("prj"),
    dryRunId: newId("fdr"),
    apiKeyId: newId("key"),
    providerKeyId: newId("pkey"),
    routeId: newId("rt"),
    otherRouteId: newId("rt"),
    trialRouteId: newId("rt"),
    triedId: newId("cand"),
    experimentId: newId("exp"),
    requestId: uuidv7(),
    sessionId: newId("ses"),
    loginSessionId: newId("lgn"),
    budgetId: newId("bud"),
    priceId: newId("price"),
    npsAnswerId: newId("nps"),
    exportId: newId("xpt"),
    ratingId: newId("rtg"),
    allowRuleId: newId("alw"),
    datasetId: newId("ds"),
    otherDatasetId: newId("ds"),
    evaluationId: newId("eval"),
    promptId: newId("prm"),
    otherPromptId: newId("prm"),
    memberId: newId("usr"),
    invitationId: newId("inv"),
    invitationToken: newId("inv"),
    emailToken: newId("usr"),
    heldAnswerId: newId("nps"),
    webhookId: newId("whe"),
    webhookDeliveryId: newId("whd"),
    scimTokenId: newId("sct"),
    scimGroupId: newId("scg"),
    outboxMessageId: newId("out"),
  };
}
