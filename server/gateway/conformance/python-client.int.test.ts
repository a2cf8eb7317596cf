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
  if ("python" in found) python = new PythonClient(found.python, "openai-python-client.py");
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

describe.each(DOORS)("the %s door with Python's openai", (door) => {
  const ask = async (task: string, model: string, over: Partial<PythonTask> = {}): Promise<PythonAnswer> => {
    if (python === undefined) throw new Error(missing);
    return python.ask({
      task,
      model,
      base_url: stage.harness.baseUrl(door),
      api_key: stage.tenant.apiKey,
      session_id: `${task}-${door}`,
      ...over,
    });
  };

  it("answers with the usage that is recorded", async () => {
    const answer = await ask("text", "sandbox/quick");
    const request = await stage.requestOf(`text-${door}`);
    expect(answer).toMatchObject({
      value: {
        text: expect.stringMatching(/./),
        usage: { prompt_tokens: request.inputTokens, completion_tokens: request.outputTokens },
        request_id: request.id,
      },
    });
  });

  it("streams in pieces, with the usage at the end", async () => {
    const answer = await ask("stream", "auto");
    const request = await stage.requestOf(`stream-${door}`);
    expect(answer).toMatchObject({
      value: {
        usage: { prompt_tokens: request.inputTokens, completion_tokens: request.outputTokens },
        request_id: request.id,
      },
    });
    const { body } = await stage.harness.record(request.id);
    const { content } = JSON.parse(body?.responseBody ?? "{}").choices[0].message;
    const { pieces } = Object("value" in answer && answer.value);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("")).toBe(content);
  });

  it("calls a tool, and answers in words once it has the result", async () => {
    expect(await ask("tool_loop", "sandbox/quick")).toEqual({
      value: {
        arguments: [{ city: "Paris" }],
        finish_reasons: ["tool_calls", "stop"],
        text: expect.stringMatching(/./),
      },
    });
    expect(await ask("streamed_tool_call", "sandbox/quick")).toEqual({ value: ["weather"] });
  });

  it("answers in the shape of a pydantic model", async () => {
    expect(await ask("structured", "sandbox/quick")).toEqual({
      value: { city: expect.any(String), days: expect.any(Number) },
    });
  });

  it("speaks responses: whole, streamed, with a tool and in the shape of a pydantic model", async () => {
    const whole = await ask("response_text", "sandbox/quick");
    const request = await stage.requestOf(`response_text-${door}`);
    expect(whole).toMatchObject({
      value: {
        text: expect.stringMatching(/./),
        usage: [request.inputTokens, request.outputTokens],
        request_id: request.id,
      },
    });
    const streamed = Object(await ask("response_stream", "sandbox/quick")).value;
    expect(streamed).toMatchObject({ status: "completed", text: streamed.pieces.join("") });
    expect(streamed.pieces.length).toBeGreaterThan(2);
    expect(await ask("response_tool_loop", "sandbox/quick")).toEqual({
      value: { arguments: [{ city: "Paris" }], text: expect.stringMatching(/./) },
    });
    expect(await ask("response_structured", "sandbox/quick")).toEqual({
      value: { city: expect.any(String), days: expect.any(Number) },
    });
    const cut = errorIn(await ask("response_stream", "sandbox/cut", { session_id: `response-cut-${door}` }));
    expect({ type: cut.classes[0], code: cut.code }).toEqual({ type: "APIError", code: "stream_truncated" });
  });

  it("embeds the same in base64, which this client asks for by itself, as in numbers", async () => {
    const answer = await ask("embeddings", "sandbox/embed");
    expect(answer).toMatchObject({ value: { lengths: [256, 256] } });
    expect(Object("value" in answer && answer.value).difference).toBeLessThan(1e-6);
  });

  it("lists models and finds one", async () => {
    expect(await ask("models", "sandbox/quick")).toEqual({
      value: { listed: expect.arrayContaining(["auto", "sandbox/quick"]), one: "sandbox/quick" },
    });
  });

  it("runs a batch from its file to its output", async () => {
    expect(await ask("batch", "sandbox/quick")).toEqual({
      value: { status: "completed", text: expect.stringMatching(/./), listed: true, deleted: true },
    });
  });

  it("stops the provider's work when the stream is left, and records the words that came", async () => {
    expect(await ask("leave_stream", `custom/drip-${door}`)).toEqual({ value: "Hello" });
    await stage.abandoned(`drip-${door}`);
    const request = await stage.requestOf(`leave_stream-${door}`);
    expect(request).toMatchObject({ status: "client_closed", isStream: true });
    expect(request.outputTokens).toBeGreaterThan(0);
  });

  it("stops the provider's work when the task is cancelled", async () => {
    const answer = ask("cancelled", `custom/hang-${door}`);
    await stage.reached(`hang-${door}`);
    python?.say("now");
    expect(await answer).toEqual({ value: "cancelled" });
    await stage.abandoned(`hang-${door}`);
    expect(await stage.requestOf(`cancelled-${door}`)).toMatchObject({ status: "client_closed" });
  });

  it("stops the provider's work when the client's own time is over", async () => {
    const { classes } = errorIn(await ask("time_out", `custom/hang-${door}`));
    expect(classes[0]).toBe("APITimeoutError");
    await stage.abandoned(`hang-${door}`);
    expect(await stage.requestOf(`time_out-${door}`)).toMatchObject({ status: "client_closed" });
  });

  it.each([
    ["AuthenticationError", 401, "invalid_key", "sandbox/quick", "fl_sk_nope"],
    ["NotFoundError", 404, "model_not_found", "no-such-model", undefined],
    ["RateLimitError", 429, "upstream_rate_limited", "sandbox/rate-limited", undefined],
    ["InternalServerError", 502, "all_providers_failed", "sandbox/down", undefined],
  ])(
    "raises %s for a %i, whole and streamed, with its code and request id",
    async (type, status, code, model, key) => {
      const over = key === undefined ? {} : { api_key: key };
      for (const task of ["text", "stream"]) {
        const error = errorIn(await ask(task, model, { ...over, session_id: `${code}-${door}` }));
        expect(error).toMatchObject({ status, code, request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
        expect(error.classes[0]).toBe(type);
      }
    },
  );

  it("reads the answer to a body that is too large each time, and can go on", async () => {
    expect(await ask("too_long", "sandbox/quick")).toEqual({
      value: { statuses: [413, 413, 413], afterwards: true },
    });
  });

  it("raises APIError for a stream that fails half-way", async () => {
    const { classes, code } = errorIn(await ask("stream", "sandbox/cut", { session_id: `cut-${door}` }));
    expect({ type: classes[0], code }).toEqual({ type: "APIError", code: "stream_truncated" });
  });
});
