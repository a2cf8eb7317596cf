import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { createTestAnswers, times } from "@/server/testing/nps-factory";
import { codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getNpsReport } from "./get-nps-report";

afterAll(disconnectDb);

const DAY_MS = 86_400_000;

describe("the NPS report", () => {
  it("gives the NPS with its interval, and the answers by score", async () => {
    const org = await createTestOrg();
    await createTestAnswers(org, [...times(20, { score: 10 }), ...times(10, { score: 7 }), { score: 2 }]);
    const report = await getNpsReport(org.as(), {});
    expect(report.figure).toMatchObject({ status: "known", answers: 31 });
    expect(report.figure).toHaveProperty("nps", (100 * 19) / 31);
    expect(report.signed).toEqual([0, 0, 1, 0, 0, 0, 0, 10, 0, 0, 20]);
    expect(report.unsigned).toEqual(Array(11).fill(0));
  });

  it("gives no number below thirty answers, in all, by week or by model", async () => {
    const org = await createTestOrg();
    await createTestAnswers(org, times(29, { score: 10 }));
    const { figure, weeks, groups } = await getNpsReport(org.as(), {});
    const counted = { status: "insufficient", answers: 29, effectiveAnswers: 29 };
    expect(figure).toEqual(counted);
    expect(weeks.map((week) => week.figure)).toEqual([counted]);
    expect(groups).toEqual([
      { value: "openai/gpt-5.4-mini", label: "openai/gpt-5.4-mini", figure: counted, difference: null },
    ]);
  });

  it("counts neither what is held back nor an unsigned answer whose session never came", async () => {
    const org = await createTestOrg();
    await createTestAnswers(org, [
      { score: 0, isHeld: true },
      { score: 1, proof: "anonymous", joinedAt: null },
      { score: 2, proof: "anonymous" },
      { score: 3, proof: "server", joinedAt: null },
    ]);
    const { signed, unsigned } = await getNpsReport(org.as(), {});
    expect(unsigned).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(signed).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it("puts answers into weeks that begin on Monday, UTC", async () => {
    const org = await createTestOrg();
    const [sunday, monday] = [new Date("2026-11-22T23:59:59Z"), new Date("2026-11-23T00:00:00Z")];
    await createTestAnswers(org, [
      { score: 9, createdAt: sunday },
      ...times(30, { score: 1, createdAt: monday }),
    ]);
    const range = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-30T00:00:00Z") };
    const { weeks } = await getNpsReport(org.as(), { range });
    expect(weeks).toMatchObject([
      { start: new Date("2026-11-16T00:00:00Z"), figure: { status: "insufficient", answers: 1 } },
      { start: new Date("2026-11-23T00:00:00Z"), figure: { status: "known", nps: -100 } },
    ]);
  });

  it("compares each group with all other answers", async () => {
    const org = await createTestOrg();
    await createTestAnswers(org, [
      ...times(60, { score: 10, model: "better" }),
      ...times(50, { score: 3, model: "worse" }),
      ...times(5, { score: 3, provider: null, model: null }),
    ]);
    const { groups } = await getNpsReport(org.as(), {});
    expect(groups.map(({ label, figure }) => [label, figure.answers])).toEqual([
      ["openai/better", 60],
      ["openai/worse", 50],
      [null, 5],
    ]);
    expect(groups[0]?.difference?.low).toBeGreaterThan(0);
    expect(groups[1]?.difference?.high).toBeLessThan(0);
    expect(groups[2]?.difference).toBeNull();
  });

  it("names routes and projects, and splits by language, version and proof", async () => {
    const org = await createTestOrg();
    const { orgId, projectId } = org;
    await systemDb().route.create({
      data: { id: `rt_${orgId}`, orgId, projectId, slug: "s", name: "Support" },
    });
    await createTestAnswers(org, [
      { score: 9, routeId: `rt_${orgId}`, locale: "pt-BR", appVersion: "2.1", proof: "verified" },
    ]);
    const labelBy = async (by: "route" | "project" | "locale" | "appVersion" | "proof") =>
      (await getNpsReport(org.as(), { by })).groups.map(({ label }) => label);
    expect(await labelBy("route")).toEqual(["Support"]);
    expect(await labelBy("project")).toEqual(["Default"]);
    expect(await labelBy("locale")).toEqual(["pt-BR"]);
    expect(await labelBy("appVersion")).toEqual(["2.1"]);
    expect(await labelBy("proof")).toEqual(["verified"]);
  });

  it("follows every filter", async () => {
    const org = await createTestOrg();
    const old = new Date(Date.now() - 100 * DAY_MS);
    await createTestAnswers(org, [
      { score: 10, model: "a", locale: "de", appVersion: "1", routeId: "rt_1" },
      { score: 10, model: "b", isSandbox: true, proof: "server" },
      { score: 10, createdAt: old },
    ]);
    const answers = async (filters: Parameters<typeof getNpsReport>[1]) =>
      (await getNpsReport(org.as(), filters)).figure.answers;
    expect(await answers({})).toBe(2);
    expect(await answers({ range: "365d" })).toBe(3);
    for (const filters of [
      { model: ["openai/a"] },
      { locale: ["de"] },
      { appVersion: ["1"] },
      { routeId: ["rt_1"] },
      { proof: ["server" as const] },
      { traffic: "live" as const },
      { traffic: "sandbox" as const },
    ]) {
      expect([filters, await answers(filters)]).toEqual([filters, 1]);
    }
    expect(await answers({ projectId: [org.projectId] })).toBe(2);
    expect((await getNpsReport(org.as(), {})).sandboxAnswers).toBe(1);
  });

  it("refuses a range that ends before it starts", async () => {
    const org = await createTestOrg();
    const range = { from: new Date(1_000), to: new Date(0) };
    expect(await codeOf(getNpsReport(org.as(), { range }))).toBe("invalid_request");
  });

  it("shows nothing of another organisation, also to who names its project and route", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    await createTestAnswers(other, times(40, { score: 10, routeId: "rt_theirs" }));
    for (const filters of [{}, { projectId: [other.projectId] }, { routeId: ["rt_theirs"] }]) {
      const { figure, groups } = await getNpsReport(org.as(), filters);
      expect([figure.answers, groups]).toEqual([0, []]);
    }
  });

  it("is for everybody but raters", async () => {
    const org = await createTestOrg();
    expect(await rolesThatMay(org, (ctx) => getNpsReport(ctx, {}))).toEqual([
      ...["owner", "admin", "member", "viewer"],
    ]);
  });
});
