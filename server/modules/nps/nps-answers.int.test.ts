import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestAnswers } from "@/server/testing/nps-factory";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getResponseRate } from "./get-response-rate";
import { handleNpsAnswer } from "./handle-nps-answer";
import { listNpsAnswers } from "./list-nps-answers";
import { listNpsFacets } from "./list-nps-facets";

afterAll(disconnectDb);

async function scores(org: TestOrg, filters: Parameters<typeof listNpsAnswers>[1]): Promise<number[]> {
  return (await listNpsAnswers(org.as(), filters)).items.map(({ score }) => score);
}

describe("the list of answers", () => {
  it("goes page by page from the newest to the oldest, each answer once", async () => {
    const org = await createTestOrg();
    const at = Date.now() - 60_000;
    // Two of one millisecond, across the border of a page.
    const ages = [0, 1, 1, 2, 3];
    await createTestAnswers(
      org,
      ages.map((age, score) => ({ score, createdAt: new Date(at - age) })),
    );
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listNpsAnswers>> = await listNpsAnswers(org.as(), {
        cursor,
        limit: 2,
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(5);
    expect((await scores(org, {}))[0]).toBe(0);
    expect((await scores(org, {})).at(-1)).toBe(4);
  });

  it("narrows by group, score, comment and state", async () => {
    const org = await createTestOrg();
    await createTestAnswers(org, [
      { score: 6, comment: "Wrong twice.", handledAt: new Date() },
      { score: 7 },
      { score: 9, comment: "Good." },
      { score: 0, isHeld: true },
    ]);
    expect((await scores(org, { group: ["detractor", "promoter"] })).toSorted()).toEqual([6, 9]);
    expect(await scores(org, { score: 7 })).toEqual([7]);
    expect((await scores(org, { hasComment: true })).toSorted()).toEqual([6, 9]);
    expect(await scores(org, { hasComment: false })).toEqual([7]);
    expect(await scores(org, { state: "handled" })).toEqual([6]);
    expect((await scores(org, { state: "open" })).toSorted()).toEqual([7, 9]);
    expect(await scores(org, { isHeld: true })).toEqual([0]);
  });

  it("takes no cursor of another organisation, and shows none of its answers", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    await createTestAnswers(other, [{ score: 1 }, { score: 2 }]);
    const { nextCursor } = await listNpsAnswers(other.as(), { limit: 1 });
    expect(await codeOf(listNpsAnswers(org.as(), { cursor: nextCursor }))).toBe("invalid_request");
    expect(await scores(org, { projectId: [other.projectId] })).toEqual([]);
  });
});

describe("dealing with a detractor", () => {
  it("keeps who did and what they noted, without personal data, and can be taken back", async () => {
    const org = await createTestOrg();
    const [answerId = ""] = await createTestAnswers(org, [{ score: 2 }]);
    const note = "Wrote to ada@example.com.";
    await handleNpsAnswer(org.as("member"), { answerId, isHandled: true, note });
    const [row] = (await listNpsAnswers(org.as(), { state: "handled" })).items;
    expect(row).toMatchObject({ id: answerId, handledByLabel: "Test Owner" });
    expect(row?.handledNote).toMatch(/^Wrote to (?!ada@)/);
    const stored = await systemDb().npsResponse.findUniqueOrThrow({ where: { id: answerId } });
    expect(stored.handledBy).toBe(org.userId);
    await handleNpsAnswer(org.as(), { answerId, isHandled: false });
    const [open] = (await listNpsAnswers(org.as(), { state: "open" })).items;
    expect(open).toMatchObject({ handledAt: null, handledByLabel: null, handledNote: null });
    expect(await auditTrail(org)).toEqual([
      { action: "nps_answer.handled", targetId: answerId },
      { action: "nps_answer.reopened", targetId: answerId },
    ]);
  });

  it("is for those who build, on answers of their own organisation", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const [answerId = ""] = await createTestAnswers(org, [{ score: 2 }]);
    expect(await codeOf(handleNpsAnswer(other.as(), { answerId, isHandled: true }))).toBe("not_found");
    expect((await listNpsAnswers(org.as(), {})).items[0]?.handledAt).toBeNull();
    expect(await rolesThatMay(org, (ctx) => handleNpsAnswer(ctx, { answerId, isHandled: true }))).toEqual([
      ...["owner", "admin", "member"],
    ]);
  });
});

describe("the response rate", () => {
  it("counts asks, their answers, and answers that nobody asked for; held ones are none", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { orgId, projectId } = org;
    const ask = (id: string) => ({
      orgId,
      projectId,
      survey: "default",
      proof: "session" as const,
      propensity: 1,
      id,
    });
    const ids = ["a", "b", "c"].map((name) => `shw_${name}_${orgId}`);
    await systemDb().npsShow.createMany({ data: ids.map((id) => ({ ...ask(id), sessionId: id })) });
    await createTestAnswers(org, [
      { score: 9, sessionId: ids[0], showId: ids[0] },
      { score: 9, sessionId: ids[1], showId: ids[1], isHeld: true },
      { score: 3 },
    ]);
    expect(await getResponseRate(org.as(), {})).toEqual({ asked: 3, answered: 1, unasked: 1 });
    const nothing = { asked: 0, answered: 0, unasked: 0 };
    expect(await getResponseRate(org.as(), { projectId: [other.projectId] })).toEqual(nothing);
    expect(await getResponseRate(other.as(), { projectId: [projectId] })).toEqual(nothing);
  });
});

describe("the choices of the filters", () => {
  it("are what occurs in the range, and the names of projects and routes", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    await createTestAnswers(org, [{ score: 9, locale: "de" }, { score: 8, locale: "de" }, { score: 1 }]);
    await createTestAnswers(other, [{ score: 9, locale: "fr", appVersion: "9" }]);
    expect(await listNpsFacets(org.as(), {})).toEqual({
      project: [{ value: org.projectId, label: "Default", count: null }],
      route: [],
      model: [{ value: "openai/gpt-5.4-mini", label: "openai/gpt-5.4-mini", count: 3 }],
      locale: [{ value: "de", label: "de", count: 2 }],
      appVersion: [],
    });
  });
});
