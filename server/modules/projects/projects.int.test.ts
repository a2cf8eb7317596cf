import { afterAll, describe, expect, it } from "vitest";
import { PLANS } from "@/server/contracts/plans";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { createProject } from "./create-project";
import { listProjects } from "./list-projects";
import { updateProject } from "./update-project";

afterAll(disconnectDb);

describe("creating a project", () => {
  it("gives it a slug of its own, redacted storage and an auto route over the sandbox", async () => {
    const org = await createTestOrg("pro");
    const first = await createProject(org.as(), { name: "Support Bot" });
    const second = await createProject(org.as(), { name: "support  bot!" });
    expect([first.slug, second.slug]).toEqual(["support-bot", "support-bot-2"]);
    expect(first).toMatchObject({ storageMode: "redacted", defaultRouteSlug: "auto" });
    const route = await systemDb().route.findFirstOrThrow({
      where: { projectId: first.id },
      select: { slug: true, candidates: { select: { provider: true } } },
    });
    expect(route).toEqual({ slug: "auto", candidates: Array(3).fill({ provider: "sandbox" }) });
    expect(await auditTrail(org)).toEqual([
      { action: "project.created", targetId: first.id },
      { action: "project.created", targetId: second.id },
    ]);
  });

  it("stops at the plan's number of projects, also for requests at the same time", async () => {
    expect(await codeOf(createProject((await createTestOrg("free")).as(), { name: "More" }))).toBe(
      "limit_exceeded",
    );
    const org = await createTestOrg("pro");
    const codes = await Promise.all(
      Array.from({ length: 12 }, () => codeOf(createProject(org.as(), { name: "Same name" }))),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(9);
    expect(codes.filter((code) => code === "limit_exceeded")).toHaveLength(3);
    expect((await listProjects(org.as())).items).toHaveLength(10);
  });

  it("is for owners and admins", async () => {
    const org = await createTestOrg("enterprise");
    expect(await rolesThatMay(org, (ctx) => createProject(ctx, { name: "P" }))).toEqual(["owner", "admin"]);
  });
});

describe("changing a project", () => {
  it("changes only what is named and writes it into the audit log", async () => {
    const org = await createTestOrg();
    const changed = await updateProject(org.as(), { projectId: org.projectId, storageMode: "none" });
    expect(changed).toMatchObject({ name: "Default", storageMode: "none", hashEndUserIds: false });
    expect(await auditTrail(org)).toEqual([{ action: "project.updated", targetId: org.projectId }]);
  });

  it("says what kind of task its requests are, or leaves that to be recognised", async () => {
    const org = await createTestOrg();
    const set = (taskCategory: "code" | null) =>
      updateProject(org.as(), { projectId: org.projectId, taskCategory });
    expect((await set("code")).taskCategory).toBe("code");
    expect((await set(null)).taskCategory).toBeNull();
  });

  it("keeps for less long than the plan, never for longer, and the audit log says so", async () => {
    const org = await createTestOrg("free");
    const { projectId } = org;
    const { bodies, metadata } = PLANS.free.retentionDays;
    const set = (days: { bodyDays?: number | null; metadataDays?: number | null }) =>
      codeOf(updateProject(org.as(), { projectId, ...days }));
    expect(await set({ bodyDays: 3, metadataDays: metadata })).toBe("ok");
    expect(await set({ bodyDays: bodies + 1 })).toBe("invalid_field");
    expect(await set({ metadataDays: metadata + 1 })).toBe("invalid_field");
    for (const days of [{ bodyDays: 0 }, { metadataDays: 1 }, { bodyDays: 2.5 }])
      expect(await set(days)).toBe("invalid_request");
    expect((await listProjects(org.as())).items[0]).toMatchObject({ bodyDays: 3, metadataDays: metadata });
    expect(await set({ bodyDays: null })).toBe("ok");
    expect((await listProjects(org.as())).items[0]).toMatchObject({ bodyDays: null, metadataDays: metadata });
    const entries = await systemDb().auditEntry.findMany({
      where: { orgId: org.orgId },
      orderBy: { sequence: "asc" },
    });
    expect(entries.map(({ changes }) => changes)).toEqual([
      { bodyDays: 3, metadataDays: metadata },
      { bodyDays: null },
    ]);
  });

  it("refuses a default route that the project does not have", async () => {
    const org = await createTestOrg("pro");
    const { id } = await createProject(org.as(), { name: "Other" });
    const route = (projectId: string) =>
      codeOf(updateProject(org.as(), { projectId, defaultRouteSlug: "auto" }));
    expect(await route(id)).toBe("ok");
    expect(await route(org.projectId)).toBe("not_found");
  });

  it("is for owners and admins of that organisation", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const change = { projectId: org.projectId, name: "Taken" };
    expect(await codeOf(updateProject(other.as(), change))).toBe("not_found");
    expect((await listProjects(org.as())).items[0]?.name).toBe("Default");
    expect(await rolesThatMay(org, (ctx) => updateProject(ctx, change))).toEqual(["owner", "admin"]);
  });
});
