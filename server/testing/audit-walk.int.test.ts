import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { giveContract, reportOverage, settleBilling } from "@/server/modules/billing";
import { currentContentKey, tendContentKeys } from "@/server/modules/content-keys";
import { closeCountersPool } from "@/server/modules/limits";
import { joinBySso } from "@/server/modules/members";
import { DirectoryClient } from "./directory-client";
import { createTestOrg, type TestOrg } from "./factories";
import { FakeBilling } from "./fake-billing";
import { createTestMember } from "./member-factory";
import { createTestScimToken } from "./scim-factory";
import { createTestSso } from "./sso-factory";
import { auditTrail } from "./verb-checks";

/** Beside the console and the API, which have enumerated tests of their own: directories, providers, jobs, operators. */

afterAll(async () => {
  await closeCountersPool();
  await disconnectDb();
});

const DAY_MS = 86_400_000;
const day = (count: number): Date => new Date(Date.now() + count * DAY_MS);
const actionsOf = async (org: Pick<TestOrg, "orgId">) => (await auditTrail(org)).map(({ action }) => action);

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const patch = (value: object) => ({ schemas: [PATCH], Operations: [{ op: "replace", value }] });

/** What a directory may send that changes something, with a body that does. */
const DIRECTORY: Readonly<Record<string, { body?: (domain: string) => object; action: string }>> = {
  "POST /Users": { body: (domain) => ({ userName: `new@${domain}` }), action: "scim_user.created" },
  "PUT /Users/{user}": {
    body: (domain) => ({ userName: `ann@${domain}`, externalId: "7" }),
    action: "scim_user.updated",
  },
  "PATCH /Users/{user}": { body: () => patch({ active: false }), action: "scim_user.deactivated" },
  "DELETE /Users/{user}": { action: "scim_user.deleted" },
  "POST /Groups": { body: () => ({ displayName: "New" }), action: "scim_group.created" },
  "PUT /Groups/{group}": { body: () => ({ displayName: "Renamed" }), action: "scim_group.updated" },
  "PATCH /Groups/{group}": { body: () => patch({ displayName: "Renamed" }), action: "scim_group.updated" },
  "DELETE /Groups/{group}": { action: "scim_group.deleted" },
};

async function directoryOf() {
  const org = await createTestOrg("enterprise");
  const domain = await createTestSso(org.orgId);
  const client = new DirectoryClient(await createTestScimToken(org.orgId));
  await client.send("POST", "/Users", { userName: `ann@${domain}` });
  await client.send("POST", "/Groups", { displayName: "Walk" });
  return { org, domain, client, before: await actionsOf(org) };
}

describe("every change by a directory", () => {
  it("has a case here: no other method of any kind of resource is allowed", async () => {
    const { client } = await directoryOf();
    const { body } = await client.send("GET", "/ResourceTypes");
    const kinds = body.Resources.map(({ endpoint }: { endpoint: string }) => endpoint);
    const asked = kinds.flatMap((kind: string) => [kind, `${kind}/nobody`]);
    const allowed: string[] = [];
    for (const where of [...asked, "/Bulk", "/Me", "/Schemas", "/ResourceTypes", "/ServiceProviderConfig"])
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const { status, body: refusal } = await client.send(
          method,
          where,
          method === "DELETE" ? undefined : {},
        );
        const isAllowed = status < 300 || status === 400 || (status === 404 && where.endsWith("/nobody"));
        if (isAllowed) allowed.push(`${method} ${where}`);
        else expect([404, 405, 501], `${method} ${where}: ${JSON.stringify(refusal)}`).toContain(status);
      }
    const cases = Object.keys(DIRECTORY).map((name) => name.replace(/\{\w+\}/, "nobody"));
    expect(allowed.sort()).toEqual(cases.sort());
  });

  it.each(Object.entries(DIRECTORY))("%s writes exactly one audit entry", async (route, { body, action }) => {
    const { org, domain, client, before } = await directoryOf();
    const [method = "", where = ""] = route.split(" ");
    const { status } = await client.send(method, where, body?.(domain));
    expect([200, 201, 204]).toContain(status);
    expect(await actionsOf(org)).toEqual([...before, action]);
  });
});

describe("whom an identity provider brings", () => {
  it("joins with exactly one entry, and signs in later without another", async () => {
    const org = await createTestOrg("enterprise");
    const other = await createTestOrg();
    const userId = await createTestMember(other, "member");
    const visit = { requestId: "req", address: null, now: new Date() };
    const joining = { userId, email: `${userId}@test.invalid`, label: "Ann" };
    await joinBySso(visit, org, joining);
    await joinBySso(visit, org, joining);
    expect(await actionsOf(org)).toEqual(["member.joined"]);
  });
});

/** What the worker does by itself: the entry it writes and the test that sees it written, or why it writes none. */
const JOBS: Readonly<Record<string, { action: string; test: string } | { none: string }>> = {
  settleBilling: { action: "subscription.changed", test: "server/testing/audit-walk.int.test.ts" },
  reportOverage: { action: "overage.charged", test: "server/testing/audit-walk.int.test.ts" },
  tendContentKeys: { action: "content_key.rotated", test: "server/testing/audit-walk.int.test.ts" },
  calibrateJudges: { action: "judge.drift_found", test: "server/gateway/conformance/judge.int.test.ts" },
  expireAllowRules: {
    action: "firewall.allow_rule_expired",
    test: "server/modules/firewall/reviews.int.test.ts",
  },
  publishLearning: { action: "model.changed", test: "server/modules/learning/watch-models.int.test.ts" },
  callWebhooks: { action: "webhook.disabled", test: "server/modules/webhooks/webhooks.int.test.ts" },
  watchExperiments: {
    action: "experiment.rolled_back",
    test: "server/modules/experiments/experiments.int.test.ts",
  },
  watchTrials: { action: "route.promoted", test: "server/modules/promotion/promotion.int.test.ts" },
  rollBackRoutes: {
    action: "route.rolled_back",
    test: "server/modules/verification/verification.int.test.ts",
  },
  runDeletions: { none: "the log goes with the organisation; the receipt stays" },
  sweepDeleted: { none: "belongs to a deletion" },
  runNextExport: { none: "asking for it is the entry" },
  runRetention: { none: "does every hour what plan and project say, whose changes are entries" },
  repriceEverything: { none: "fills in costs that were unknown; what a person asks for again is an entry" },
  noteQuotas: { none: "mails" },
  noteThresholds: { none: "mails and events" },
  deliverMessages: { none: "mails and events" },
  runEvaluations: { none: "starting a run is the entry" },
  runDryRuns: { none: "starting one is the entry" },
  runJudgements: { none: "judging is switched on by an entry" },
  checkAnswers: { none: "looks at stored answers" },
  compareShadows: { none: "starting a shadow is the entry" },
  compareUsage: { none: "only looks" },
  refreshEvidence: { none: "measures" },
  paceRoutes: { none: "steers by a target whose setting is an entry" },
  joinWaiting: { none: "feedback finds its session" },
  joinLateCredits: { none: "scores find their requests" },
  giveUpWaiting: { none: "what nobody claimed is forgotten" },
  sealOldBodies: { none: "encrypts what is there" },
  sealOldTexts: { none: "encrypts what is there" },
  forgetDryRuns: { none: "housekeeping" },
  forgetFullBuckets: { none: "housekeeping" },
  forgetOldCounters: { none: "housekeeping" },
  forgetOldDeliveries: { none: "housekeeping" },
  forgetOldMessages: { none: "housekeeping" },
  forgetOldScores: { none: "housekeeping" },
  fanOut: { none: "part of deliverMessages" },
  deliverMail: { none: "part of deliverMessages" },
  deliverOutbox: { none: "part of deliverMessages" },
  deliverWebhooks: { none: "part of callWebhooks" },
  guardChoices: { none: "calls rollBackRoutes" },
  guardRoutes: { none: "calls watchExperiments and watchTrials" },
};

const ROOT = path.resolve(import.meta.dirname, "../..");
const sourceOf = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

/** The functions that the worker's files take from elsewhere. */
function jobsIn(file: string): string[] {
  const imports = sourceOf(file).matchAll(/^import \{([^}]+)\} from "(?:@\/server\/modules\/|\.\/)[^"]+";/gm);
  return [...imports].flatMap(([, names = ""]) =>
    names
      .split(",")
      .map((name) => name.trim())
      .filter((name) => /^[a-z]/.test(name) && !name.startsWith("type ")),
  );
}

describe("every job of the worker", () => {
  it("has its line here, and every line is a job", () => {
    const files = ["worker", "guard-routes", "deliver-messages"].map((name) => `server/jobs/${name}.ts`);
    expect(Object.keys(JOBS).sort()).toEqual([...new Set(files.flatMap(jobsIn))].sort());
  });

  it.each(Object.entries(JOBS).flatMap(([name, line]) => ("none" in line ? [] : [{ name, ...line }])))(
    "$name writes $action, as a test sees",
    ({ action, test }) => {
      expect(sourceOf(test)).toContain(`"${action}"`);
    },
  );

  const subscribed = async (planId: "free" | "pro", over: object = {}): Promise<TestOrg> => {
    const org = await createTestOrg(planId);
    const { orgId } = org;
    const data = { planId, stripeCustomerId: `cus_${orgId}`, ...over };
    await systemDb().subscription.update({ where: { orgId }, data });
    return org;
  };
  const facts = { cancelAtPeriodEnd: false, endedAt: null, unpaidSince: null };

  it.each([
    {
      what: "a trial that ends",
      before: { status: "trialing", currentPeriodEnd: day(-1) } as const,
      now: {
        status: "active",
        trialStart: day(-15),
        trialEnd: day(-1),
        periodStart: day(-1),
        periodEnd: day(29),
      } as const,
    },
    {
      what: "a grace that ends",
      before: { status: "past_due", graceEndsAt: day(-1) } as const,
      now: { status: "past_due", periodStart: day(-8), periodEnd: day(22), unpaidSince: day(-8) } as const,
    },
  ])("settles $what with exactly one entry, however often it looks", async ({ before, now }) => {
    const org = await subscribed("pro", before);
    const provider = new FakeBilling(org.orgId);
    provider.subscription = { id: `sub_${org.orgId}`, ...facts, trialStart: null, trialEnd: null, ...now };
    await settleBilling(new Date(), provider);
    await settleBilling(new Date(), provider);
    expect(await actionsOf(org)).toEqual(["subscription.changed"]);
  });

  it("charges blocks of requests with one entry for each time that there are more", async () => {
    const org = await subscribed("pro");
    const { orgId, projectId } = org;
    const now = new Date();
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
    const sums = { inputTokens: 0n, outputTokens: 0n, costMicroUsd: 0n, unpricedCount: 0 };
    await systemDb().spendMonth.create({
      data: { orgId, month, projectId, apiKeyId: "key_x", requestCount: 350_000, ...sums },
      select: { orgId: true },
    });
    const provider = new FakeBilling();
    await reportOverage(now, provider);
    await reportOverage(now, provider);
    expect(await actionsOf(org)).toEqual(["overage.charged"]);
  });

  it("replaces a key after a year with exactly one entry", async () => {
    const org = await createTestOrg();
    const { orgId } = org;
    await currentContentKey(orgId);
    await systemDb().contentKey.updateMany({ where: { orgId }, data: { createdAt: day(-366) } });
    await Promise.all([tendContentKeys(new Date(), orgId), tendContentKeys(new Date(), orgId)]);
    expect(await actionsOf(org)).toEqual(["content_key.rotated"]);
  });
});

describe("every command of operators", () => {
  it("is known here", () => {
    const commands = [...sourceOf("scripts/operator.mjs").matchAll(/command === "([a-z-]+)"/g)];
    // Setting Stripe up is no organisation's business.
    expect(commands.map(([, name]) => name)).toEqual(["enterprise", "stripe-setup"]);
  });

  it.each([true, false])("giving a contract and ending it (%s) writes exactly one entry", async (isGiven) => {
    const org = await createTestOrg("free");
    const { orgId } = org;
    const { slug } = await systemDb().organization.findUniqueOrThrow({ where: { orgId } });
    await giveContract({ orgSlug: slug, isGiven, operator: "ops", now: new Date() }, new FakeBilling());
    expect(await actionsOf(org)).toEqual([isGiven ? "contract.given" : "contract.ended"]);
  });
});
