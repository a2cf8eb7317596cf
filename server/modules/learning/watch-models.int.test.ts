import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { learnedPlan } from "@/server/routing/learned-plan";
import { OwnReader } from "@/server/routing/learner/own-reader";
import { steadyPrice } from "@/server/routing/learner/price";
import { BENCHMARK_PRIOR } from "@/server/routing/prior/benchmark-prior";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { getContribution } from "./get-contribution";
import { loadTeachers } from "./load-teachers";
import { makeOwnPart } from "./own-part";
import { publishLearning } from "./publish-learning";
import type { TeachingOrg } from "./teacher-types";
import { watchModels } from "./watch-models";

afterAll(disconnectDb);

const NOW = new Date();
const DAY_MS = 86_400_000;
const DAYS = 40;
const CHANGED_AGO = 10;

interface Told {
  provider?: string;
  model: string;
  /** Mean score, and that of the last days. */
  before: number;
  after: number;
  isShared?: boolean;
  perDay?: number;
}

async function createTeacher(mode: "shared" | "isolated" = "shared"): Promise<TestOrg> {
  const org = await createTestOrg("enterprise");
  const createdAt = new Date(NOW.getTime() - 90 * DAY_MS);
  await systemDb().organization.update({
    where: { orgId: org.orgId },
    data: { createdAt, learningMode: mode },
  });
  return org;
}

/** Scores of forty days; the users change their mind ten days ago. */
async function teach({ orgId, projectId }: TestOrg, lessons: readonly Told[]): Promise<void> {
  for (const { provider = "openai", model, before, after, isShared = true, perDay = 12 } of lessons) {
    const rows = Array.from({ length: DAYS }, (_, ago) => {
      const day = new Date(new Date(NOW.getTime() - ago * DAY_MS).toISOString().slice(0, 10));
      const mean = (ago < CHANGED_AGO ? after : before) + 0.02 * Math.sin(ago * 7);
      const weightMicro = BigInt(perDay) * 1_000_000n;
      const scoreMicro = BigInt(Math.round(perDay * mean * 1e6));
      const sums = { answerCount: perDay, weightMicro, scoreMicro, squareMicro: 0n };
      return { orgId, projectId, day, category: "qa", provider, model, signal: "nps", isShared, ...sums };
    });
    await systemDb().learningStatistic.createMany({ data: rows });
    const counts = { sessionCount: perDay * 400, requestCount: perDay * 400, failedCount: 0 };
    const rest = { pricedCount: 0, costMicroUsd: 0n, latencyMsSum: 0n };
    const day = new Date(NOW.toISOString().slice(0, 10));
    const key = { orgId, projectId, day, category: "qa", provider, model };
    await systemDb().learningCounter.create({ data: { ...key, ...counts, ...rest } });
  }
}

const watch = () =>
  systemDb().$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('learning', 0))`;
      return watchModels(tx, NOW);
    },
    { maxWait: 30_000, timeout: 60_000 },
  );
const ownEpochs = ({ orgId }: TestOrg) => systemDb().learningOwnEpoch.findMany({ where: { orgId } });
const audits = ({ orgId }: TestOrg) =>
  systemDb().auditEntry.findMany({ where: { orgId, action: "model.changed" }, select: { changes: true } });
const events = ({ orgId }: TestOrg) =>
  systemDb().outboxMessage.count({ where: { orgId, topic: "model.changed" } });

async function teacherOf({ orgId }: TestOrg): Promise<TeachingOrg> {
  const [teacher] = await loadTeachers(systemDb(), NOW, orgId);
  if (teacher === undefined) throw new Error("no teacher");
  return teacher;
}

/** How likely the organisation's route is to choose each of two sandbox models, by its own scores. */
async function propensities(org: TestOrg): Promise<{ quick: number; smart: number }> {
  const { projects } = makeOwnPart(await teacherOf(org), { format: 1, cells: [], models: [], biases: [] });
  const [project] = projects;
  if (project === undefined) throw new Error("no own part");
  const candidates = ["quick", "smart"].map((model, position) => ({
    ...{ id: model, provider: "sandbox", model, position, weight: 1, isEnabled: true },
  }));
  const state = {
    ...{ snapshotId: null, shared: null, own: new OwnReader(project), prior: BENCHMARK_PRIOR },
    ...{ explorationMax: 0.2, usualUsd: () => 0 },
  };
  const { arms } = learnedPlan(candidates, { category: "qa", price: steadyPrice(1), state });
  return { quick: arms[0]?.propensity ?? 0, smart: arms[1]?.propensity ?? 0 };
}

describe("a provider that silently makes a model worse", () => {
  const FALLS: readonly Told[] = [
    { provider: "sandbox", model: "smart", before: 0.85, after: 0.45, isShared: false },
    { provider: "sandbox", model: "quick", before: 0.65, after: 0.65, isShared: false },
  ];

  it("is found out by an organisation's own scores, and traffic moves away from the model", async () => {
    const [org, other] = [await createTeacher("isolated"), await createTeacher()];
    await teach(org, FALLS);
    await teach(other, [{ ...FALLS[0], provider: "sandbox", model: "smart", before: 0.8, after: 0.8 }]);
    const before = await propensities(org);
    expect(before.smart).toBeGreaterThan(0.7);
    expect(await watch()).toBeGreaterThanOrEqual(1);
    const now = await propensities(org);
    expect(now.smart).toBeLessThan(0.5);
    expect(now.quick).toBeGreaterThan(before.quick);
    const [epoch] = await ownEpochs(org);
    expect(epoch).toMatchObject({ provider: "sandbox", model: "smart", direction: "worse" });
    const agoDays = (NOW.getTime() - (epoch?.sinceDay.getTime() ?? 0)) / DAY_MS;
    expect(Math.abs(agoDays - CHANGED_AGO)).toBeLessThan(3);
    expect(await ownEpochs(other)).toEqual([]);
    expect(await audits(other)).toEqual([]);
  });

  it("is told once, in the audit log, as an event and on the page, and to nobody else", async () => {
    const [org, other] = [await createTeacher(), await createTeacher()];
    await teach(org, FALLS);
    await watch();
    await watch();
    expect(await audits(org)).toMatchObject([
      { changes: { provider: "sandbox", model: "smart", direction: "worse", found_in: "own" } },
    ]);
    expect(await events(org)).toBe(1);
    expect(await events(other)).toBe(0);
    expect((await getContribution(org.as())).changes).toMatchObject([
      { provider: "sandbox", model: "smart", direction: "worse", found_in: "own" },
    ]);
    expect((await getContribution(other.as())).changes).toEqual([]);
  });

  it("is forgotten with the scores that said so", async () => {
    const org = await createTeacher();
    await teach(org, FALLS);
    await watch();
    expect(await ownEpochs(org)).toHaveLength(1);
    await systemDb().learningStatistic.deleteMany({ where: { orgId: org.orgId } });
    await watch();
    expect(await ownEpochs(org)).toEqual([]);
  });

  it("becomes known to those who learn together, never through one of them, and not to who learns alone", async () => {
    const shared = (model: string) => systemDb().learningSharedEpoch.count({ where: { model } });
    const falls: Told = { model: "o3-mini", before: 0.8, after: 0.4 };
    const steady: Told = { model: "o1", before: 0.7, after: 0.7 };
    const teachers = await Promise.all(Array.from({ length: 6 }, () => createTeacher()));
    for (const org of teachers.slice(0, 4)) await teach(org, [falls, steady]);
    await watch();
    expect(await shared("o3-mini")).toBe(0);
    for (const org of teachers.slice(4)) await teach(org, [falls, steady]);
    await watch();
    expect(await shared("o3-mini")).toBe(1);
    const alone = await createTeacher("isolated");
    await teach(alone, [{ ...falls, before: 0.6, after: 0.6 }]);
    const weightOf = async (org: TestOrg) =>
      (await teacherOf(org)).projects[0]?.ownRows.find(({ model }) => model === "openai/o3-mini")?.n ?? 0;
    const [first] = teachers;
    if (first === undefined) throw new Error("no teacher");
    expect(await weightOf(first)).toBeLessThan(0.5 * (await weightOf(alone)));
    for (const org of teachers.slice(0, 2))
      await systemDb().organization.update({
        where: { orgId: org.orgId },
        data: { learningMode: "isolated" },
      });
    await publishLearning(NOW, { isCold: true });
    expect(await shared("o3-mini")).toBe(0);
  });
});
