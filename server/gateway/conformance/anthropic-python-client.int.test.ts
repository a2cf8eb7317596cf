import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ClientStage, startClientStage } from "./client-stage";
import { DOORS } from "./harness";
import { type PythonAnswer, PythonClient, type PythonTask, pythonWithClients } from "./python-client";

/** Python starts and imports within the first test; on a busy machine that takes a while. */
vi.setConfig({ testTimeout: 60_000 });

const PREPARE_TIMEOUT_MS = 600_000;

let stage: ClientStage;
let python: PythonClient | undefined;
let missing = "";

beforeAll(async () => {
  const found = await pythonWithClients();
  if ("missing" in found) {
    missing = found.missing;
    process.stderr.write(`These tests are skipped: ${missing}\n`);
  }
  if ("python" in found) python = new PythonClient(found.python, "anthropic-python-client.py");
  stage = await startClientStage(DOORS);
}, PREPARE_TIMEOUT_MS);
beforeEach(({ skip }) => skip(python === undefined, missing));
afterAll(async () => {
  await python?.close();
  await stage.close();
});

function errorIn(answer: PythonAnswer) {
  if (!("error" in answer)) throw new Error(`no error: ${JSON.stringify(answer)}`);
  return answer.error;
}

describe.each(DOORS)("the %s door with Python's anthropic", (door) => {
  const ask = async (task: string, over: Partial<PythonTask> = {}): Promise<PythonAnswer> => {
    if (python === undefined) throw new Error(missing);
    return python.ask({
      task,
      model: "sandbox/quick",
      base_url: stage.harness.baseUrl(door),
      api_key: stage.tenant.apiKey,
      session_id: `anthropic-${task}-${door}`,
      ...over,
    });
  };

  it("answers a message with the usage that is recorded", async () => {
    const answer = await ask("text");
    const request = await stage.requestOf(`anthropic-text-${door}`);
    expect(request.endpoint).toBe("messages");
    expect(answer).toEqual({
      value: {
        text: expect.stringMatching(/./),
        stop_reason: "end_turn",
        input_tokens: request.inputTokens,
        output_tokens: request.outputTokens,
        request_id: request.id,
      },
    });
  });

  it("streams in pieces that make up the message", async () => {
    const { value } = Object(await ask("stream", { model: "auto" }));
    expect(value.pieces.length).toBeGreaterThan(2);
    expect(value).toMatchObject({ text: value.pieces.join(""), stop_reason: "end_turn" });
  });

  it("calls a tool, whole and streamed, and answers in words once it has the result", async () => {
    expect(await ask("tool_loop")).toEqual({
      value: {
        inputs: [{ city: "Paris" }],
        stop_reasons: ["tool_use", "end_turn"],
        text: expect.stringMatching(/./),
      },
    });
    expect(await ask("streamed_tool_call")).toEqual({ value: ["weather"] });
  });

  it("counts tokens", async () => {
    expect(Object(await ask("count")).value).toBeGreaterThan(3);
  });

  it("says what is missing for message batches where no provider has them", async () => {
    const error = errorIn(await ask("batches"));
    expect(error).toMatchObject({ status: 400, code: "invalid_request", type: "invalid_request_error" });
    expect(error.classes[0]).toBe("BadRequestError");
  });

  it.each([
    ["AuthenticationError", 401, "authentication_error", "sandbox/quick", "fl_sk_nope"],
    ["NotFoundError", 404, "not_found_error", "no-such-model", undefined],
    ["RateLimitError", 429, "rate_limit_error", "sandbox/rate-limited", undefined],
    ["InternalServerError", 502, "api_error", "sandbox/down", undefined],
  ])("raises %s for a %i, whole and streamed", async (name, status, type, model, key) => {
    const over = key === undefined ? {} : { api_key: key };
    for (const task of ["text", "stream"]) {
      const error = errorIn(await ask(task, { ...over, model, session_id: `${name}-${door}` }));
      expect(error).toMatchObject({ status, type, request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
      expect(error.classes[0]).toBe(name);
    }
  });
});
