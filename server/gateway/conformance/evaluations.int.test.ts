import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { RunResultPage, RunView } from "@/server/contracts/evaluation-runs";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { eraseEndUser } from "@/server/modules/erasure/erase-end-user";
import { type CallModel, runEvaluations } from "@/server/modules/evaluations";
import { ingestBatch } from "@/server/modules/ingest";
import { answeredRequest } from "@/server/testing/answered-request";
import { eventually } from "@/server/testing/eventually";
import { createGatewayTenant, createTestKey, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { auditTrail } from "@/server/testing/verb-checks";
import { ownCalls } from "../own-calls";
import { type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  await disconnectDb();
});

async function call(tenant: GatewayTenant, method: string, path: string, body?: unknown) {
  const response = await rawCall(`${harness.baseUrl("lean")}${path}`, tenant.apiKey, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: z.record(z.string(), z.unknown()).parse(response.json()) };
}

async function datasetOf(tenant: GatewayTenant, rows: readonly unknown[]): Promise<string> {
  const { status, json } = await call(tenant, "POST", "/datasets", { name: "Questions", rows });
  expect(status).toBe(201);
  expect(json.row_count).toBe(rows.length);
  return String(json.id);
}

/** Runs until this one has ended: another test’s worker may be at it. */
async function finished(tenant: GatewayTenant, id: unknown): Promise<RunView> {
  return eventually(async () => {
    await runEvaluations(() => new Date(), ownCalls(harness.gateway), new AbortController().signal);
    const run = RunView.parse((await call(tenant, "GET", `/evaluations/${id}`)).json);
    if (run.finished_at === null) throw new Error("not yet");
    return run;
  });
}

/** The gateway, but for this organisation somebody who says what we like. */
function answeredBy({ orgId }: GatewayTenant, answer: () => Promise<string>): CallModel {
  const real = ownCalls(harness.gateway);
  return async (call) => {
    if (call.orgId !== orgId) return real(call);
    const content = await answer();
    const completion = { choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }] };
    return { isOk: true, requestId: uuidv7(), costMicroUsd: 10, completion };
  };
}

/** Out of the sight of other tests’ workers, which live in our day. */
const LATER = new Date("2090-01-01T00:00:00Z");

const workLater = (callModel: CallModel, at = LATER): Promise<number> =>
  runEvaluations(() => at, callModel, new AbortController().signal);

async function laterRun(tenant: GatewayTenant, datasetId: string, dueAt = LATER): Promise<string> {
  const { orgId, projectId } = tenant;
  const id = `eval_${uuidv7()}`;
  const rowCount = await systemDb().datasetRow.count({ where: { orgId, datasetId } });
  const row = { id, orgId, projectId, datasetId, rowCount, dueAt, model: "sandbox/quick" };
  await systemDb().evaluation.create({ data: row, select: { id: true } });
  return id;
}

async function resultsOf(tenant: GatewayTenant, id: unknown) {
  return RunResultPage.parse((await call(tenant, "GET", `/evaluations/${id}/results`)).json).items;
}

describe("an evaluation", () => {
  it("asks every row once, scores by judge, comparison, expected answer or checks, and tells when it is done", async () => {
    const tenant = await createGatewayTenant();
    const dataset = await datasetOf(
      tenant,
      Array.from({ length: 9 }, (_, n) => ({
        input:
          n % 2 === 0
            ? `How do I reset router ${n}?`
            : { messages: [{ role: "user", content: `What is ${n} plus 1?` }] },
        ...(n < 3 ? { expected: "Hold." } : {}),
      })),
    );
    const run = async (config: object) => {
      const made = await call(tenant, "POST", "/evaluations", {
        dataset_id: dataset,
        model: "sandbox/balanced",
        config,
      });
      expect(made).toMatchObject({
        status: 201,
        json: { status: "pending", progress: { rows: 9, done: 0 } },
      });
      return finished(tenant, made.json.id);
    };
    const judged = await run({ judge_model: "sandbox/genius", compare: true });
    expect(judged).toMatchObject({ status: "completed", progress: { rows: 9, done: 9, failed: 0 } });
    expect(judged.progress.cost_micro_usd).toBeGreaterThan(0);
    const results = await resultsOf(tenant, judged.id);
    const count = (by: string) => results.filter(({ metadata }) => metadata.scored_by === by).length;
    expect([count("comparison"), count("judge")]).toEqual([3, 6]);
    expect(new Set(results.map(({ input_id }) => input_id)).size).toBe(9);
    expect(results.every(({ score, output }) => score !== null && output !== "")).toBe(true);
    const plain = await run({ max_tokens: 300 });
    const scored = (await resultsOf(tenant, plain.id)).map(({ metadata }) => metadata.scored_by);
    expect(
      [scored.filter((by) => by === "expected"), scored.filter((by) => by === "checks")].map(
        (all) => all.length,
      ),
    ).toEqual([3, 6]);
    const events = await systemDb().outboxMessage.findMany({
      where: { orgId: tenant.orgId, topic: "evaluation.completed" },
    });
    expect(events).toHaveLength(2);
    const calls = await harness.recordsOf(tenant.orgId);
    expect(calls.filter(({ purpose }) => purpose === "evaluation")).toHaveLength(18);
    expect(calls.filter(({ purpose }) => purpose === "judge")).toHaveLength(12);
    expect(await systemDb().session.count({ where: { orgId: tenant.orgId } })).toBe(0);
    expect((await auditTrail(tenant)).map(({ action }) => action)).toEqual([
      ...["dataset.created", "evaluation.created", "evaluation.created"],
    ]);
  });

  it("fails when no row got an answer, and says why", async () => {
    const tenant = await createGatewayTenant();
    const dataset = await datasetOf(tenant, [{ input: "Hi" }]);
    const { json } = await call(tenant, "POST", "/evaluations", {
      dataset_id: dataset,
      model: "sandbox/down",
    });
    const run = await finished(tenant, json.id);
    expect(run).toMatchObject({
      status: "failed",
      error: expect.stringMatching(/./),
      progress: { done: 1, failed: 1 },
    });
    expect(await resultsOf(tenant, json.id)).toMatchObject([{ output: "", score: null }]);
  });

  it("is refused where it cannot be right", async () => {
    const tenant = await createGatewayTenant();
    const [dataset, empty] = [await datasetOf(tenant, [{ input: "Hi" }]), await datasetOf(tenant, [])];
    const ask = async (body: object) =>
      (await call(tenant, "POST", "/evaluations", { dataset_id: dataset, model: "sandbox/quick", ...body }))
        .status;
    expect(await ask({ dataset_id: empty })).toBe(400);
    expect(await ask({ model: "openai/gpt-5.4" })).toBe(400);
    expect(await ask({ model: "auto" })).toBe(400);
    expect(await ask({ config: { judge_model: "sandbox/quick" } })).toBe(400);
    expect(await ask({ config: { unheard_of: 1 } })).toBe(400);
    expect(await ask({ prompt_id: "prm_none" })).toBe(404);
    const { orgId, projectId } = tenant;
    const open = { orgId, projectId, datasetId: dataset, model: "sandbox/quick", status: "pending" as const };
    await systemDb().evaluation.createMany({
      data: [1, 2, 3, 4, 5].map((n) => ({ ...open, id: `eval_${n}_${orgId}` })),
    });
    expect(await ask({})).toBe(403);
  });

  it("is another key's project's affair as little as another organisation's", async () => {
    const tenant = await createGatewayTenant();
    const dataset = await datasetOf(tenant, [{ input: "Hi" }]);
    const project = await systemDb().project.create({
      data: { id: `prj_${uuidv7()}`, orgId: tenant.orgId, slug: "second", name: "Second" },
    });
    const apiKey = await createTestKey({ orgId: tenant.orgId, projectId: project.id });
    const other = { ...tenant, apiKey };
    for (const [method, path] of [
      ["GET", `/datasets/${dataset}`],
      ["DELETE", `/datasets/${dataset}`],
      ["GET", `/datasets/${dataset}/rows`],
    ] as const)
      expect((await call(other, method, path)).status).toBe(404);
    expect((await call(other, "GET", "/datasets")).json).toMatchObject({ items: [] });
    expect((await call(tenant, "DELETE", `/datasets/${dataset}`)).json).toEqual({
      id: dataset,
      deleted: true,
    });
    expect((await call(tenant, "GET", `/datasets/${dataset}`)).status).toBe(404);
  });

  it("takes conversations of stored requests, which go with their end user, answers included", async () => {
    const tenant = await createGatewayTenant();
    const record = answeredRequest(tenant, "Hold the button.", { endUserId: "ann", sessionId: "s" });
    await ingestBatch([record]);
    const dataset = await datasetOf(tenant, [{ request_id: record.request.id }, { input: "Hi" }]);
    const rows = await call(tenant, "GET", `/datasets/${dataset}/rows`);
    expect(rows.json).toMatchObject({
      items: [
        {
          input: { messages: [{ role: "user", content: "How do I reset it?" }] },
          source_request_id: record.request.id,
        },
        { input: "Hi", source_request_id: null },
      ],
    });
    const { json } = await call(tenant, "POST", "/evaluations", {
      dataset_id: dataset,
      model: "sandbox/quick",
    });
    await finished(tenant, json.id);
    const { deleted } = await eraseEndUser(tenant.as(), { projectId: tenant.projectId, endUserId: "ann" });
    expect(deleted).toMatchObject({ dataset_rows: 1, evaluation_results: 1 });
    expect(await resultsOf(tenant, json.id)).toHaveLength(1);
  });
});

describe("a dataset that means harm", () => {
  it("is stored without what no database takes, and runs to its end whatever the model says", async () => {
    const tenant = await createGatewayTenant();
    const dataset = await datasetOf(tenant, [
      { input: "a\0b\ud800c", expected: { "k\0": "v\0" } },
      { input: { messages: [{ role: "user", content: "x\0" }] } },
    ]);
    expect((await call(tenant, "GET", `/datasets/${dataset}/rows`)).json).toMatchObject({
      items: [{ input: "ab\ufffdc", expected: { k: "v" } }, { input: { messages: [{ content: "x" }] } }],
    });
    const id = await laterRun(tenant, dataset);
    await workLater(answeredBy(tenant, async () => "\0\ud800 says \0 it"));
    expect((await call(tenant, "GET", `/evaluations/${id}`)).json).toMatchObject({ status: "completed" });
    expect((await resultsOf(tenant, id)).map(({ output }) => output)).toEqual(
      Array.from({ length: 2 }, () => "\ufffd says  it"),
    );
  });

  it("is refused where a row is too long or too deep to be asked", async () => {
    const tenant = await createGatewayTenant();
    const half = { role: "user", content: "x".repeat(60_000) };
    const long = { messages: [half, half] };
    for (const row of [
      `{"input":"Hi","expected":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
      JSON.stringify({ input: "Hi", expected: ["x".repeat(100_001)] }),
      JSON.stringify({ input: long }),
    ]) {
      const body = `{"name":"Questions","rows":[${row}]}`;
      const url = `${harness.baseUrl("lean")}/datasets`;
      expect((await rawCall(url, tenant.apiKey, { method: "POST", body })).status).toBe(400);
    }
  });

  it("has no copy of a conversation that is being erased", async () => {
    const tenant = await createGatewayTenant();
    const record = answeredRequest(tenant, "Hold the button.", { endUserId: "ann", sessionId: "s" });
    await ingestBatch([record]);
    const dataset = await datasetOf(tenant, []);
    const copy = async () =>
      (await call(tenant, "POST", `/datasets/${dataset}/rows`, { rows: [{ request_id: record.request.id }] }))
        .status;
    const during = await systemDb().$transaction(async (tx) => {
      await tx.request.deleteMany({ where: { id: record.request.id, orgId: tenant.orgId } });
      return copy();
    });
    expect(during).toBe(404);
    expect(await systemDb().datasetRow.count({ where: { orgId: tenant.orgId } })).toBe(0);
  });
});

describe("a worker on an evaluation", () => {
  it("shares it with another one, and every row is asked once", async () => {
    const tenant = await createGatewayTenant();
    const dataset = await datasetOf(
      tenant,
      Array.from({ length: 9 }, (_, n) => ({ input: `Question ${n}` })),
    );
    const id = await laterRun(tenant, dataset);
    let asked = 0;
    const model = answeredBy(tenant, async () => `Answer ${++asked}`);
    await Promise.all([workLater(model), workLater(model)]);
    await workLater(model);
    expect(asked).toBe(9);
    expect(await resultsOf(tenant, id)).toHaveLength(9);
  });

  it("goes on where one was killed, once its time is over, and asks nothing twice", async () => {
    const tenant = await createGatewayTenant();
    const dataset = await datasetOf(
      tenant,
      Array.from({ length: 6 }, (_, n) => ({ input: `Question ${n}` })),
    );
    const dueAt = new Date(LATER.getTime() + 60_000);
    const id = await laterRun(tenant, dataset, dueAt);
    const known = await systemDb().datasetRow.findMany({ where: { datasetId: dataset }, take: 4 });
    await systemDb().evaluation.update({ where: { id }, data: { status: "running" } });
    await systemDb().evaluationResult.createMany({
      data: known.map((row) => ({
        ...{ id: `res_${row.id}`, orgId: tenant.orgId, evaluationId: id, inputId: row.id, output: "Known." },
      })),
    });
    let asked = 0;
    const model = answeredBy(tenant, async () => `Answer ${++asked}`);
    await workLater(model);
    expect(asked).toBe(0);
    await workLater(model, new Date(dueAt.getTime() + 1));
    expect(asked).toBe(2);
    expect((await call(tenant, "GET", `/evaluations/${id}`)).json).toMatchObject({
      status: "completed",
      progress: { done: 6 },
    });
  });

  it("keeps nothing of an end user who is erased while the model is thinking", async () => {
    const tenant = await createGatewayTenant();
    const record = answeredRequest(tenant, "Hold the button.", { endUserId: "ann", sessionId: "s" });
    await ingestBatch([record]);
    const dataset = await datasetOf(tenant, [{ request_id: record.request.id }, { input: "Hi" }]);
    const id = await laterRun(tenant, dataset);
    let erased: Promise<unknown> | null = null;
    await workLater(
      answeredBy(tenant, async () => {
        erased ??= eraseEndUser(tenant.as(), { projectId: tenant.projectId, endUserId: "ann" });
        await erased;
        return "As Ann asked.";
      }),
    );
    expect(await resultsOf(tenant, id)).toHaveLength(1);
    expect((await call(tenant, "GET", `/evaluations/${id}`)).json).toMatchObject({ status: "completed" });
  });
});
