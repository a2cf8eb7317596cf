import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlanId } from "@/server/contracts/plans";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { fitPool, poolTenants } from "./fit-pool";
import { forgetOldScores } from "./forget-old-scores";
import { loadTeachers } from "./load-teachers";
import { makeOwnPart, readOwnPart } from "./own-part";
import { publishLearning } from "./publish-learning";
import type { TeachingOrg } from "./teacher-types";

afterAll(disconnectDb);

const NOW = new Date();
const DAY_MS = 86_400_000;
const MICRO = 1_000_000n;

interface Lesson {
  model?: string;
  provider?: string;
  category?: string;
  /** Answers, and their mean from 0 to 1. */
  n: number;
  mean: number;
  isShared?: boolean;
  signal?: string;
}

/** An organisation old enough to teach others. */
async function createTeacher(planId: PlanId = "pro", ageDays = 60): Promise<TestOrg> {
  const org = await createTestOrg(planId);
  const createdAt = new Date(NOW.getTime() - ageDays * DAY_MS);
  await systemDb().organization.update({ where: { orgId: org.orgId }, data: { createdAt } });
  return org;
}

async function teach(org: TestOrg, lessons: readonly Lesson[], sessionsEach = 4): Promise<void> {
  const { orgId, projectId } = org;
  const day = new Date(NOW.toISOString().slice(0, 10));
  for (const lesson of lessons) {
    const {
      provider = "openai",
      model = "gpt-4o",
      category = "qa",
      signal = "nps",
      isShared = true,
    } = lesson;
    const key = { orgId, projectId, day, category, provider, model };
    const weightMicro = BigInt(lesson.n) * MICRO;
    const scoreMicro = BigInt(Math.round(lesson.n * lesson.mean * 1e6));
    await systemDb().learningStatistic.create({
      data: { ...key, signal, isShared, answerCount: lesson.n, weightMicro, scoreMicro, squareMicro: 0n },
    });
    const counts = { sessionCount: lesson.n * sessionsEach, requestCount: lesson.n * sessionsEach };
    const rest = { failedCount: 0, pricedCount: 0, costMicroUsd: 0n, latencyMsSum: 0n };
    await systemDb().learningCounter.create({ data: { ...key, ...counts, ...rest } });
  }
}

const LESSONS: readonly Lesson[] = [
  { model: "gpt-4o", n: 20, mean: 0.6 },
  { model: "gpt-4o-mini", n: 20, mean: 0.8 },
  { model: "gpt-4o-mini", category: "code", n: 16, mean: 0.55 },
];

/** Teachers of the given organisations only: other tests' ones have no part in these. */
async function teachersOf(orgs: readonly TestOrg[]): Promise<TeachingOrg[]> {
  const ids = new Set(orgs.map(({ orgId }) => orgId));
  return (await loadTeachers(systemDb(), NOW)).filter(({ orgId }) => ids.has(orgId));
}

const poolOf = (teachers: readonly TeachingOrg[]) => fitPool(poolTenants(teachers));
const thetaOf = (pool: Awaited<ReturnType<typeof poolOf>>, model: string) =>
  pool.snapshot.cells.find((cell) => cell.category === "qa" && cell.model === model)?.theta ?? Number.NaN;

let orgs: TestOrg[];
beforeAll(async () => {
  orgs = [];
  for (let index = 0; index < 7; index++) {
    const org = await createTeacher(index < 2 ? "free" : "enterprise");
    await teach(
      org,
      LESSONS.map((lesson) => ({ ...lesson, mean: lesson.mean + 0.01 * index })),
    );
    orgs.push(org);
  }
});

describe("the shared model", () => {
  it("moves models away from their benchmark as the scores of many organisations say", async () => {
    const pool = await poolOf(await teachersOf(orgs));
    expect(pool.snapshot.cells.length).toBe(3);
    expect(thetaOf(pool, "openai/gpt-4o-mini")).toBeGreaterThan(0.02);
    expect(thetaOf(pool, "openai/gpt-4o")).toBeLessThan(-0.02);
    expect(pool.card).toMatchObject({ organizations: 7, projects: 7, start: "cold" });
    expect(pool.card.error).toBeLessThan(0.1);
  });

  it("says nothing of a cell that fewer than five organisations stand behind", async () => {
    expect((await poolOf(await teachersOf(orgs.slice(0, 4)))).snapshot.cells).toEqual([]);
  });

  it("after an organisation has left has the bytes of a world in which it never was", async () => {
    const [leaver] = [await createTeacher("enterprise")];
    const before = await poolOf(await teachersOf(orgs));
    await teach(leaver, [
      { model: "gpt-4o", n: 40, mean: 0.1 },
      { model: "gpt-4.1", n: 40, mean: 0.9 },
      { model: "gpt-4o-mini", category: "math", n: 12, mean: 0.4, signal: "auto" },
    ]);
    const withIt = await poolOf(await teachersOf([...orgs, leaver]));
    expect(withIt.hash).not.toBe(before.hash);
    await systemDb().organization.update({
      where: { orgId: leaver.orgId },
      data: { learningMode: "isolated" },
    });
    const after = await poolOf(await teachersOf([...orgs, leaver]));
    expect(after.content).toBe(before.content);
    expect(after.hash).toBe(before.hash);
  });

  it("takes nothing from the sandbox, from unsigned answers, from new organisations and from demonstrations", async () => {
    const [quiet, newcomer, demo] = [
      await createTeacher(),
      await createTeacher("pro", 3),
      await createTeacher(),
    ];
    const before = await poolOf(await teachersOf(orgs));
    await teach(quiet, [
      { provider: "sandbox", model: "genius", n: 30, mean: 0.9, isShared: false },
      { model: "gpt-4o", n: 30, mean: 0, isShared: false },
    ]);
    await teach(newcomer, [{ model: "gpt-4o", n: 30, mean: 0 }]);
    await teach(demo, [{ model: "gpt-4o", n: 30, mean: 0 }]);
    await systemDb().organization.update({ where: { orgId: demo.orgId }, data: { isDemo: true } });
    const after = await poolOf(await teachersOf([...orgs, quiet, newcomer, demo]));
    expect(after.content).toBe(before.content);
    const own = makeOwnPart((await teachersOf([quiet]))[0] ?? none(), after.snapshot);
    expect(own.projects[0]?.cells.map(({ model }) => model)).toEqual(["openai/gpt-4o", "sandbox/genius"]);
  });

  it("lets one large liar and many votes a session move it by little", async () => {
    const honest = await poolOf(await teachersOf(orgs));
    const [liar, stuffer] = [await createTeacher(), await createTeacher("free")];
    await teach(liar, [{ model: "gpt-4o-mini", n: 5_000, mean: 0 }]);
    await teach(stuffer, [{ model: "gpt-4o-mini", n: 5_000, mean: 0 }], 0);
    const lied = await poolOf(await teachersOf([...orgs, liar]));
    const stuffed = await poolOf(await teachersOf([...orgs, stuffer]));
    const shift = thetaOf(lied, "openai/gpt-4o-mini") - thetaOf(honest, "openai/gpt-4o-mini");
    expect(lied.content).not.toBe(honest.content);
    expect(Math.abs(shift)).toBeLessThan(0.005);
    // Without sessions there are no votes.
    expect(stuffed.content).toBe(honest.content);
  });
});

function none(): never {
  throw new Error("no teacher");
}

describe("an organisation that learns alone", () => {
  it("is not changed by anything that others do, and others not by it", async () => {
    const alone = await createTeacher("enterprise");
    await teach(alone, LESSONS);
    await systemDb().organization.update({
      where: { orgId: alone.orgId },
      data: { learningMode: "isolated" },
    });
    const [teacher = none()] = await teachersOf([alone]);
    const [many, few] = [await poolOf(await teachersOf(orgs)), await poolOf(await teachersOf([]))];
    const part = makeOwnPart(teacher, many.snapshot);
    expect(JSON.stringify(part)).toBe(JSON.stringify(makeOwnPart(teacher, few.snapshot)));
    expect(part.projects[0]?.cells.every(({ isPooled }) => !isPooled)).toBe(true);
    expect((await poolOf(await teachersOf([...orgs, alone]))).content).toBe(many.content);
    const shared = makeOwnPart({ ...teacher, mode: "shared" }, many.snapshot);
    expect(shared.projects[0]?.cells.every(({ isPooled }) => isPooled)).toBe(true);
  });
});

describe("publishing", () => {
  const newest = () => systemDb().learningSnapshot.findFirstOrThrow({ orderBy: { version: "desc" } });
  const ownPart = ({ orgId }: TestOrg) =>
    systemDb().learningTenantSnapshot.findUniqueOrThrow({ where: { orgId } });

  it("stores a state once, whoever works it out and however often", async () => {
    const org = await createTeacher();
    await teach(org, LESSONS);
    const reports = await Promise.all([publishLearning(NOW), publishLearning(NOW), publishLearning(NOW)]);
    expect(new Set(reports.map(({ snapshotId }) => snapshotId)).size).toBe(1);
    const first = await newest();
    const part = await ownPart(org);
    await publishLearning(NOW);
    expect((await newest()).id).toBe(first.id);
    expect(await ownPart(org)).toEqual(part);
    expect(readOwnPart(part.content)?.projects[0]?.cells.length).toBe(3);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("follows a new score, for the organisation and in the shared model", async () => {
    const org = await createTeacher();
    await teach(org, LESSONS);
    await publishLearning(NOW);
    const [before, part] = [await newest(), await ownPart(org)];
    await teach(org, [{ model: "gpt-4.1", n: 8, mean: 0.9 }]);
    await publishLearning(NOW);
    expect((await newest()).version).toBeGreaterThan(before.version);
    expect((await ownPart(org)).hash).not.toBe(part.hash);
  });

  it("leaves nothing of an organisation whose scores and traffic are erased", async () => {
    const org = await createTeacher();
    await teach(org, LESSONS);
    await publishLearning(NOW);
    await systemDb().learningStatistic.deleteMany({ where: { orgId: org.orgId } });
    await systemDb().learningCounter.deleteMany({ where: { orgId: org.orgId } });
    await publishLearning(NOW);
    expect(await systemDb().learningTenantSnapshot.count({ where: { orgId: org.orgId } })).toBe(0);
  });

  it("never changes what was stored", async () => {
    await publishLearning(NOW);
    const update = systemDb().$executeRaw`UPDATE learning_snapshots SET content = '{}'`;
    await expect(update).rejects.toThrow(/permission denied/);
  });
});

describe("old scores", () => {
  it("are forgotten with all that was kept of them", async () => {
    const org = await createTeacher();
    await teach(org, LESSONS);
    const { orgId, projectId } = org;
    const day = new Date(NOW.getTime() - 401 * DAY_MS);
    const key = { orgId, projectId, category: "qa", provider: "openai", model: "gpt-4o", day };
    const sums = { answerCount: 1, weightMicro: MICRO, scoreMicro: MICRO, squareMicro: MICRO };
    await systemDb().learningStatistic.create({ data: { ...key, signal: "nps", isShared: true, ...sums } });
    const credit = { orgId, projectId, sourceId: "fb_old", sessionId: "s", signal: "nps", score: 1 };
    await systemDb().feedbackCredit.create({ data: { ...credit, channel: "server", at: day } });
    expect(await forgetOldScores(NOW)).toBeGreaterThanOrEqual(2);
    expect(await systemDb().learningStatistic.count({ where: { orgId } })).toBe(LESSONS.length);
    expect(await systemDb().feedbackCredit.count({ where: { orgId } })).toBe(0);
  });
});
