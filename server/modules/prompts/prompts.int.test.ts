import { afterAll, describe, expect, it } from "vitest";
import type { CreatePromptInput } from "@/server/contracts/prompts";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestAnswers, times } from "@/server/testing/nps-factory";
import { createTestRequests } from "@/server/testing/request-factory";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { addPromptVersion } from "./add-version";
import { createPrompt } from "./create-prompt";
import { deletePrompt } from "./delete-prompt";
import { getPromptReport } from "./get-prompt-report";
import { getPrompt, listPrompts, listPromptVersions } from "./list-prompts";
import { movePromptLabel, removePromptLabel } from "./move-label";
import { renderStoredPrompt } from "./render-prompt";
import { tryPrompt } from "./try-prompt";

afterAll(disconnectDb);

const BUILDERS = ["owner", "admin", "member"];
const messages = [{ role: "user" as const, content: "Reply to {{name}}." }];
const make = (org: TestOrg, over: Partial<CreatePromptInput> = {}) =>
  createPrompt(org.as(), { name: "Support reply", messages, ...over }, org);

describe("a prompt", () => {
  it("begins with a version that production points at, and gets a short name that is free", async () => {
    const org = await createTestOrg();
    expect(await make(org)).toMatchObject({
      slug: "support-reply",
      latest_version: 1,
      labels: { production: 1 },
      project_id: org.projectId,
    });
    expect(await make(org)).toMatchObject({ slug: "support-reply-2" });
    expect(await codeOf(make(org, { slug: "support-reply" }))).toBe("conflict");
    expect(await codeOf(make(org, { slug: "prm_x" }))).toBe("invalid_request");
    expect(await auditTrail(org)).toMatchObject([{ action: "prompt.created" }, { action: "prompt.created" }]);
    expect((await listPrompts(org.as(), {}, org)).items.map(({ slug }) => slug)).toEqual([
      "support-reply-2",
      "support-reply",
    ]);
  });

  it("keeps each version as it was written, whoever tries to change it", async () => {
    const org = await createTestOrg();
    const { id: promptId } = await make(org);
    const content = { messages: [{ role: "system" as const, content: "Be kind." }], note: "Kinder" };
    expect(await addPromptVersion(org.as(), { promptId, ...content })).toMatchObject({
      version: 2,
      labels: [],
    });
    const change = systemDb().promptVersion.updateMany({ where: { promptId }, data: { note: "other" } });
    await expect(change).rejects.toThrow(/permission denied/);
    const { items } = await listPromptVersions(org.as(), { promptId, limit: 1 });
    expect(items).toMatchObject([{ version: 2, note: "Kinder", messages: content.messages, variables: [] }]);
  });

  it("lists its versions page by page, the newest first", async () => {
    const org = await createTestOrg();
    const { id: promptId } = await make(org);
    for (const content of ["b", "c"]) {
      await addPromptVersion(org.as(), { promptId, messages: [{ role: "user", content }] });
    }
    const first = await listPromptVersions(org.as(), { promptId, limit: 2 });
    const rest = await listPromptVersions(org.as(), { promptId, cursor: first.next_cursor ?? "" });
    expect([...first.items, ...rest.items].map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(rest).toMatchObject({ has_more: false, items: [{ labels: ["production"] }] });
    const other = await make(org);
    const foreign = { promptId: other.id, cursor: first.next_cursor ?? "" };
    expect(await codeOf(listPromptVersions(org.as(), foreign))).toBe("invalid_request");
  });

  it("moves labels to versions that exist, audited with where they were, and keeps production", async () => {
    const org = await createTestOrg();
    const { id: promptId } = await make(org);
    await addPromptVersion(org.as(), { promptId, messages });
    const move = (label: string, version: number) => movePromptLabel(org.as(), { promptId, label, version });
    expect((await move("production", 2)).labels).toEqual({ production: 2 });
    expect((await move("staging", 1)).labels).toEqual({ production: 2, staging: 1 });
    await move("staging", 1);
    expect(await codeOf(move("production", 3))).toBe("not_found");
    for (const wrong of ["latest", "v2", "3", "Big"]) {
      expect(await codeOf(move(wrong, 1))).toBe("invalid_request");
    }
    const remove = (label: string) => removePromptLabel(org.as(), { promptId, label });
    expect(await codeOf(remove("production"))).toBe("conflict");
    expect((await remove("staging")).labels).toEqual({ production: 2 });
    expect(await codeOf(remove("staging"))).toBe("not_found");
    const moved = await systemDb().auditEntry.findMany({
      where: { orgId: org.orgId, action: { startsWith: "prompt.label" } },
      orderBy: { sequence: "asc" },
    });
    expect(moved.map(({ changes }) => changes)).toEqual([
      { label: "production", from: 1, to: 2 },
      { label: "staging", from: null, to: 1 },
      { label: "staging" },
    ]);
  });

  it("shows what a model would be sent, by number, label, latest or production", async () => {
    const org = await createTestOrg();
    const { id: promptId, slug } = await make(org, { settings: { model: "sandbox/quick" } });
    await addPromptVersion(org.as(), { promptId, messages: [{ role: "user", content: "New" }] });
    const render = (version?: string | number, inputs = {}, name = promptId) =>
      renderStoredPrompt(org.as(), { promptId: name, version, inputs }, org);
    expect(await render(undefined, { name: "Ana" }, slug)).toMatchObject({
      version: 1,
      messages: [{ role: "user", content: "Reply to Ana." }],
      settings: { model: "sandbox/quick" },
    });
    for (const latest of [2, "2", "v2", "latest"]) expect((await render(latest)).version).toBe(2);
    expect(await codeOf(render())).toBe("invalid_request");
    for (const absent of [3, "staging"]) expect(await codeOf(render(absent))).toBe("not_found");
  });

  it("is read by those who read requests, written by those who build, and unknown to other tenants", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { id: promptId, slug } = await make(org);
    expect(await rolesThatMay(org, (ctx) => getPrompt(ctx, { promptId }))).toEqual([...BUILDERS, "viewer"]);
    for (const write of [
      (ctx: ReturnType<TestOrg["as"]>) => addPromptVersion(ctx, { promptId, messages }),
      (ctx: ReturnType<TestOrg["as"]>) => movePromptLabel(ctx, { promptId, label: "x", version: 1 }),
      (ctx: ReturnType<TestOrg["as"]>) => createPrompt(ctx, { name: "X", messages }, org),
    ]) {
      expect(await rolesThatMay(org, write)).toEqual(BUILDERS);
    }
    for (const name of [promptId, slug]) {
      expect(await codeOf(getPrompt(other.as(), { promptId: name }, other))).toBe("not_found");
      expect(await codeOf(deletePrompt(other.as(), { promptId: name }, other))).toBe("not_found");
    }
    expect(await codeOf(createPrompt(other.as(), { name: "X", messages }, org))).toBe("not_found");
    expect(await codeOf(tryPrompt(other.as(), { projectId: org.projectId, model: "auto", messages }))).toBe(
      "not_found",
    );
  });

  it("is gone with its versions and labels once it is deleted", async () => {
    const org = await createTestOrg();
    const { id: promptId } = await make(org);
    expect(await deletePrompt(org.as(), { promptId })).toEqual({ id: promptId, deleted: true });
    expect(await codeOf(getPrompt(org.as(), { promptId }))).toBe("not_found");
    expect(await systemDb().promptVersion.count({ where: { promptId } })).toBe(0);
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["prompt.created", "prompt.deleted"]);
  });
});

describe("the report of a prompt", () => {
  it("gives each version its requests and the NPS of the sessions that it served most", async () => {
    const org = await createTestOrg("pro");
    const { id: promptId } = await make(org);
    const at = new Date(Date.now() - 3_600_000);
    const used = (sessionId: string, promptVersion: number, over = {}) => ({
      at,
      sessionId,
      promptId,
      promptVersion,
      ...over,
    });
    const names = (version: number) => Array.from({ length: 40 }, (_, n) => `v${version}-${n}-${promptId}`);
    await createTestRequests(org, [
      ...names(1).map((name) => used(name, 1, { costMicroUsd: 100, latencyMs: 200 })),
      ...names(2).map((name) => used(name, 2, { costMicroUsd: 300, latencyMs: 500 })),
      // One turn with another version does not change whose session it is.
      ...names(2).map((name) => used(name, 2, { costMicroUsd: 300, latencyMs: 500 })),
      ...names(2).map((name) => used(name, 1, { costMicroUsd: null, latencyMs: 200 })),
      used("broken", 1, { status: "error", costMicroUsd: null }),
    ]);
    await createTestAnswers(org, [
      ...names(1).map((sessionId) => ({ sessionId, score: 3 })),
      ...names(2).map((sessionId) => ({ sessionId, score: 10 })),
      ...times(40, { score: 0 }),
    ]);
    const { versions } = await getPromptReport(org.as(), { promptId });
    expect(versions).toMatchObject([
      { version: 2, requests: 80, errors: 0, costMicroUsd: 300, latencyMs: 500 },
      { version: 1, requests: 81, errors: 1, costMicroUsd: 100, latencyMs: 200 },
    ]);
    const [second, first] = versions;
    expect(second?.figure).toMatchObject({ status: "known", answers: 40, nps: 100 });
    expect(first?.figure).toMatchObject({ status: "known", answers: 40, nps: -100 });
    expect(second?.difference?.low).toBeGreaterThan(100);
    const other = await createTestOrg("pro");
    expect(await codeOf(getPromptReport(other.as(), { promptId }))).toBe("not_found");
  });
});
