import type { Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ERROR_TABLE, type ErrorCode } from "@/server/contracts/error-codes";
import { AppError } from "@/server/core/errors";
import { createDataset } from "@/server/modules/datasets";
import { getRun, runEvaluations } from "@/server/modules/evaluations";
import { eventually } from "@/server/testing/eventually";
import { createTestKey, createTestRoute } from "@/server/testing/gateway-tenant";
import { errorResponse } from "../error-response";
import { ownCalls } from "../own-calls";
import { type ClientStage, startClientStage } from "./client-stage";
import { DOORS, listen } from "./harness";
import { type PythonAnswer, PythonClient, type PythonTask, pythonWithClients } from "./python-client";

/** Python starts and imports within the first test; on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 60_000 });

const PREPARE_TIMEOUT_MS = 600_000;

let stage: ClientStage;
let python: PythonClient | undefined;
let missing = "";
let errors: { server: Server; origin: string };
const asked = new Map<string, number>();

/** Answers `/v1/files/{code}` with that error, in the envelope the gateway gives it; `flaky…` once, then a file. */
async function startErrors(): Promise<typeof errors> {
  return listen((req, res) => {
    const name = (req.url ?? "").split("/").at(-1) ?? "";
    const turn = (asked.get(name) ?? 0) + 1;
    asked.set(name, turn);
    const code = name.replace(/^flaky-/, "");
    if (code === "never") return;
    if (name !== code && turn > 1) return void res.end(JSON.stringify({ id: name, object: "file" }));
    const options = { feature: code === "plan_required" ? "experiments" : undefined, retryAfterSeconds: 1 };
    const error = new AppError(
      code as ErrorCode,
      "as asked",
      Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    );
    const { status, headers, body } = errorResponse(error, "0198-request");
    res.writeHead(status, headers);
    res.end(Buffer.isBuffer(body) ? body : undefined);
  });
}

beforeAll(async () => {
  const found = await pythonWithClients();
  if ("missing" in found) {
    missing = found.missing;
    process.stderr.write(`These tests are skipped: ${missing}\n`);
  }
  if ("python" in found) python = new PythonClient(found.python, "floopy-python-client.py");
  stage = await startClientStage(DOORS);
  errors = await startErrors();
}, PREPARE_TIMEOUT_MS);
beforeEach(({ skip }) => skip(python === undefined, missing));
afterAll(async () => {
  await python?.close();
  errors.server.closeAllConnections();
  errors.server.close();
  await stage.close();
});

async function say(task: PythonTask): Promise<PythonAnswer> {
  if (python === undefined) throw new Error(missing);
  return python.ask(task);
}

function errorIn(answer: PythonAnswer) {
  if (!("error" in answer)) throw new Error(`no error: ${JSON.stringify(answer)}`);
  return answer.error;
}

describe.each(DOORS)("the %s door with Floopy's own client for Python", (door) => {
  const ask = (task: string, over: Partial<PythonTask> = {}): Promise<PythonAnswer> =>
    say({
      task,
      model: "sandbox/quick",
      base_url: stage.harness.baseUrl(door),
      api_key: stage.tenant.apiKey,
      session_id: `floopy-${task}-${door}`,
      ...over,
    });

  it("chats, whole and streamed, with the client's options as headers", async () => {
    const answer = await ask("chat");
    const request = await stage.requestOf(`floopy-chat-${door}`);
    expect(answer).toEqual({ value: { text: expect.stringMatching(/./), request_id: request.id } });
    const { value } = Object(await ask("chat_stream", { model: "auto" }));
    expect(value.length).toBeGreaterThan(2);
  });

  it("reads decisions and restores sessions", async () => {
    await ask("chat", { session_id: `floopy-audited-${door}` });
    const { id } = await stage.requestOf(`floopy-audited-${door}`);
    expect(await ask("decision", { model: id })).toEqual({
      value: {
        same: true,
        model: "quick",
        status: "ok",
        explanation: "The caller asked for sandbox/quick; nothing was left to choose.",
      },
    });
    expect(await ask("session", { model: `floopy-audited-${door}` })).toEqual({
      value: { turns: ["quick"], count: 1, said: expect.stringMatching(/./) },
    });
    expect(errorIn(await ask("session", { model: "nobody" })).classes[0]).toBe("FloopyNotFoundError");
  });

  it("reads and replaces constraints", async () => {
    const none = { value: expect.stringContaining("max_requests_per_minute=None") };
    expect(await ask("resource", { model: "constraints.get" })).toEqual(none);
    expect(await ask("resource", { model: "constraints.put" })).toEqual(none);
  });

  it("evaluates a model on a dataset, reads what came out, and cancels", async () => {
    const rows = [1, 2].map((n) => ({ input: `How do I reset router ${n}?` }));
    const { id: dataset } = await createDataset(
      stage.tenant.as(),
      { name: `Questions ${door}`, rows },
      { projectId: stage.tenant.projectId },
    );
    const config = { judge_model: "sandbox/genius" };
    const { value } = Object(await ask("evaluation", { model: dataset }));
    expect(value).toEqual([expect.stringMatching(/^eval_/), "pending", dataset, null, config, true]);
    const [run] = value;
    const worker = new AbortController().signal;
    await eventually(async () => {
      await runEvaluations(() => new Date(), ownCalls(stage.harness.gateway), worker);
      const { status } = await getRun(stage.tenant.as(), { runId: run });
      if (status === "pending" || status === "running") throw new Error("another test’s worker is at it");
    });
    expect(await ask("evaluation_results", { model: run })).toEqual({
      value: {
        ...{ status: "completed", times: [true, true], of: [run, run], scores: [true, true] },
        ...{ by: ["judge", "judge"], more: [true, false] },
      },
    });
    expect(await ask("cancelled_evaluation", { model: dataset })).toEqual({ value: "cancelled" });
    expect(errorIn(await ask("cancelled_evaluation", { model: "ds_none" })).classes[0]).toBe(
      "FloopyNotFoundError",
    );
  });

  it("begins experiments, reads their results and rolls them back", async () => {
    const route = (slug: string) =>
      createTestRoute(stage.tenant, {
        slug: `${slug}-${door}`,
        candidates: [{ provider: "sandbox", model: "quick" }],
      });
    const sides = [await route("a"), await route("b")];
    expect(await ask("experiment", { model: sides.join(",") })).toEqual({
      value: {
        sides,
        made: ["active", 20],
        listed: true,
        results: [0, null, null],
        undone: ["rolled_back", true],
      },
    });
    const unknown = errorIn(await ask("experiment", { model: "rt_a,rt_b" }));
    expect(unknown).toMatchObject({ status: 404, code: "not_found" });
  });

  it("asks where a request would go", async () => {
    expect(await ask("explain", { model: "sandbox/quick" })).toEqual({
      value: [
        { provider: "sandbox", model: "quick" },
        "allow",
        "The caller asked for sandbox/quick; nothing was left to choose.",
        null,
      ],
    });
    expect(errorIn(await ask("explain", { model: "nobody/knows" })).status).toBe(404);
  });

  it("exports decisions with their trailer", async () => {
    await ask("chat", { session_id: `floopy-exported-${door}` });
    await stage.requestOf(`floopy-exported-${door}`);
    const today = new Date().toISOString().slice(0, 10);
    expect(await ask("export", { model: today })).toEqual({
      value: { models: expect.arrayContaining(["quick"]), same: true, trailer: [true, false, null] },
    });
  });

  it("embeds, and lists models", async () => {
    expect(await ask("embeddings_and_models")).toMatchObject({
      value: { length: 256, models: expect.arrayContaining(["auto", "sandbox/quick"]) },
    });
  });

  it("answers on the responses wire", async () => {
    expect(await ask("resource", { model: "responses.create" })).toEqual({
      value: expect.stringContaining("completed"),
    });
  });

  it("keeps files", async () => {
    expect(await ask("files")).toEqual({
      value: {
        filename: "in.jsonl",
        same: true,
        listed: true,
        content: expect.stringContaining("whole team"),
        deleted: true,
      },
    });
  });

  it("runs batches and cancels them", async () => {
    expect(await ask("batch")).toEqual({ value: { status: "completed", listed: true, output: 200 } });
    expect(await ask("cancelled_batch")).toEqual({ value: expect.stringMatching(/^cancell(ing|ed)$/) });
  });

  it("gives feedback on a session, changes it, and on the latest one when none is named", async () => {
    const key = await createTestKey(stage.tenant);
    const given = await ask("feedback", { api_key: key });
    expect(given).toEqual({
      value: [
        ["floopy-python", door === "web"],
        ["floopy-python", true],
        [`floopy-feedback-${door}`, false],
      ],
    });
    const refused = errorIn(await ask("refused_feedback"));
    expect(refused).toMatchObject({ status: 422, code: "invalid_field" });
  });

  it("does the same without blocking", async () => {
    expect(await ask("asynchronous")).toEqual({
      value: {
        content: expect.stringContaining("whole team"),
        batch: true,
        text: expect.stringMatching(/./),
      },
    });
  });

  it("raises the client's errors for a wrong key, a missing permission and an unknown file", async () => {
    const wrong = errorIn(await ask("file_named", { api_key: "fl_sk_nope", model: "file-x" }));
    expect(wrong).toMatchObject({ status: 401, code: "invalid_key" });
    expect(wrong.classes[0]).toBe("FloopyAuthError");
    const writer = await createTestKey(stage.tenant, { permissions: ["write"] });
    const forbidden = errorIn(await ask("file_named", { api_key: writer, model: "file-x" }));
    expect(forbidden).toMatchObject({ status: 403, code: "permission_denied" });
    expect(forbidden.classes[0]).toBe("FloopyAuthError");
    const unknown = errorIn(await ask("file_named", { model: "file-x" }));
    expect(unknown).toMatchObject({
      status: 404,
      code: "not_found",
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(unknown.classes[0]).toBe("FloopyNotFoundError");
  });
});

describe("errors as Floopy's own client for Python reads them", () => {
  const ask = (model: string, over: Partial<PythonTask> = {}): Promise<PythonAnswer> =>
    say({
      task: "file_named",
      model,
      base_url: `${errors.origin}/v1`,
      api_key: "fl_sk_any",
      session_id: "errors",
      ...over,
    });
  const classOf = (status: number, code: string): string => {
    if (code === "plan_required") return "FloopyPlanError";
    if (status >= 500) return "FloopyServerError";
    const classes: Record<number, string> = {
      400: "FloopyValidationError",
      401: "FloopyAuthError",
      403: "FloopyAuthError",
      404: "FloopyNotFoundError",
      409: "FloopyConflictError",
      429: "FloopyRateLimitError",
    };
    return classes[status] ?? "FloopyError";
  };

  it.each(Object.entries(ERROR_TABLE).map(([code, row]) => [code, row.http] as const))(
    "%s, a %i, becomes the class for it, with code and request id",
    async (code, status) => {
      const error = errorIn(await ask(code));
      expect(error.classes[0]).toBe(classOf(status, code));
      expect(error).toMatchObject({
        status,
        code,
        request_id: "0198-request",
        message: expect.stringMatching(/./),
      });
      expect(error.feature ?? null).toBe(code === "plan_required" ? "experiments" : null);
      if (status === 429) expect(error.retry_after).toBe(1);
    },
  );

  it("are tried again where the client thinks it worth it, after the time we ask for", async () => {
    expect(await ask("flaky-dependency_unavailable", { max_retries: 2 })).toEqual({
      value: "flaky-dependency_unavailable",
    });
    expect(asked.get("flaky-dependency_unavailable")).toBe(2);
    errorIn(await ask("flaky-invalid_request", { max_retries: 2 }));
    expect(asked.get("flaky-invalid_request")).toBe(1);
  });

  it("end as a timeout when no answer comes", async () => {
    const { classes } = errorIn(await ask("never", { task: "short_of_time" }));
    expect(classes[0]).toBe("FloopyTimeoutError");
  });
});
