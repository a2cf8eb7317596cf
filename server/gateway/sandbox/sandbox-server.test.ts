import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type RunningSandbox, sandboxBaseUrl, startSandbox } from "./sandbox-server";

let sandbox: RunningSandbox;
let client: OpenAI;
beforeAll(async () => {
  sandbox = await startSandbox();
  client = new OpenAI({ apiKey: "none", baseURL: sandbox.baseUrl, maxRetries: 0 });
});
afterAll(() => sandbox.close());

/** At once, so that no test waits for the pace of a model. */
const AT_ONCE = { sandbox: { first_token_ms: 0, tokens_per_second: 0 } };
const user = (content: string) => [{ role: "user" as const, content }];
const ask = (model: string, content: string, more: Record<string, unknown> = {}) =>
  client.chat.completions.create({ model: `sandbox/${model}`, messages: user(content), ...AT_ONCE, ...more });
const post = (body: unknown, path = "/chat/completions") =>
  fetch(sandbox.baseUrl + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const fault = (model: string, stream: boolean, content = `${model} ${stream}`) =>
  post({ model, stream, messages: user(content), ...AT_ONCE });

const WEATHER = {
  type: "function" as const,
  function: {
    name: "get_weather",
    description: "Get the current weather for a city",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, unit: { type: "string", enum: ["celsius", "fahrenheit"] } },
      required: ["city", "unit"],
      additionalProperties: false,
    },
  },
};

describe("the sandbox's answers", () => {
  it("turn on what the user asked and say that they come from a sandbox", async () => {
    const { choices } = await ask("balanced", "How do I clean a bicycle chain?");
    expect(choices[0]?.message.content).toContain("clean a bicycle chain");
    expect(choices[0]?.message.content).toContain("Sandbox answer");
    expect(choices[0]?.finish_reason).toBe("stop");
  });

  it("are the same for the same request and others for another seed", async () => {
    const texts = await Promise.all(
      [1, 1, 2, 3, 4, 5].map(
        async (seed) => (await ask("quick", "Explain tides", { seed })).choices[0]?.message.content,
      ),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(new Set(texts).size).toBeGreaterThan(1);
  });

  it("grow in length from quick over balanced to genius", async () => {
    const sizes = await Promise.all(
      ["quick", "balanced", "genius"].map(
        async (model) => (await ask(model, "Explain tides")).usage?.completion_tokens ?? 0,
      ),
    );
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(new Set(sizes).size).toBe(3);
  });

  it("count usage, with reasoning for the thinker and cached tokens for a long repeated prefix", async () => {
    const { usage } = await ask("thinker", "Explain tides");
    expect(usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThan(10);
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
    const system = { role: "system", content: "You are careful. ".repeat(600) };
    const long = await ask("quick", "", { messages: [system, ...user("Hello")] });
    const cached = long.usage?.prompt_tokens_details?.cached_tokens ?? 0;
    expect(cached).toBeGreaterThanOrEqual(1_024);
    expect(cached % 128).toBe(0);
    expect(cached).toBeLessThan(long.usage?.prompt_tokens ?? 0);
  });

  it("end at max_tokens with the reason length, and at a stop text without it", async () => {
    const short = await ask("genius", "Explain tides", { max_tokens: 7 });
    expect(short.choices[0]?.finish_reason).toBe("length");
    expect(short.usage?.completion_tokens).toBe(7);
    const stopped = await ask("genius", "Explain tides", { stop: ["###"] });
    expect(stopped.choices[0]?.message.content).not.toContain("###");
    expect(stopped.choices[0]?.finish_reason).toBe("stop");
  });

  it("come n times, with log probabilities when asked", async () => {
    const { choices } = await ask("quick", "Explain tides", { n: 3, logprobs: true, top_logprobs: 2 });
    expect(choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    const [first] = choices[0]?.logprobs?.content ?? [];
    expect(first?.top_logprobs).toHaveLength(2);
    expect(first?.logprob).toBeLessThanOrEqual(0);
  });

  it("stream to the same text as the whole answer, with usage only when asked", async () => {
    const whole = await ask("balanced", "Explain tides");
    const read = async (more: Record<string, unknown>) => {
      let text = "";
      let usage: unknown = null;
      const params = {
        model: "balanced",
        messages: user("Explain tides"),
        stream: true as const,
        ...AT_ONCE,
        ...more,
      };
      for await (const chunk of await client.chat.completions.create(params)) {
        text += chunk.choices[0]?.delta.content ?? "";
        usage = chunk.usage ?? usage;
      }
      return { text, usage };
    };
    expect(await read({})).toEqual({ text: whole.choices[0]?.message.content, usage: null });
    expect((await read({ stream_options: { include_usage: true } })).usage).toEqual(whole.usage);
  });
});

describe("the sandbox's tool calls", () => {
  const calls = async (content: string, more: Record<string, unknown> = {}) => {
    const { choices } = await ask("balanced", content, { tools: [WEATHER], ...more });
    return (choices[0]?.message.tool_calls ?? []).map((call) =>
      call.type === "function" ? [call.function.name, JSON.parse(call.function.arguments).city] : [],
    );
  };

  it("are made in parallel when the question names several things, one at a time when parallel calls are off", async () => {
    const text = "What is the weather in Paris and New York, in fahrenheit?";
    expect(await calls(text)).toEqual([
      ["get_weather", "Paris"],
      ["get_weather", "New York"],
    ]);
    expect(await calls(text, { parallel_tool_calls: false })).toEqual([["get_weather", "Paris"]]);
  });

  it("are left out when nothing calls for them, forced by tool_choice, and forbidden by none", async () => {
    expect(await calls("Tell me a joke")).toEqual([]);
    expect(await calls("Tell me a joke", { tool_choice: "required" })).toHaveLength(1);
    expect(await calls("Weather in Paris?", { tool_choice: "none" })).toEqual([]);
    const named = { type: "function", function: { name: "get_weather" } };
    expect(await calls("Tell me a joke", { tool_choice: named })).toHaveLength(1);
  });

  it("end once the results are there: the answer uses them", async () => {
    const call = { id: "call_1", type: "function", function: { name: "get_weather", arguments: "{}" } };
    const messages = [
      ...user("Weather in Paris?"),
      { role: "assistant", content: null, tool_calls: [call] },
      { role: "tool", tool_call_id: "call_1", content: "17 degrees, light rain" },
    ];
    const { choices } = await ask("balanced", "", { messages, tools: [WEATHER] });
    expect(choices[0]?.message.content).toContain("17 degrees, light rain");
    expect(choices[0]?.finish_reason).toBe("stop");
  });

  it("arrive in a stream in parts that join to valid arguments", async () => {
    const params = {
      model: "balanced",
      messages: user("Weather in Paris?"),
      tools: [WEATHER],
      stream: true as const,
    };
    let json = "";
    for await (const chunk of await client.chat.completions.create({ ...params, ...AT_ONCE })) {
      json += chunk.choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? "";
    }
    expect(JSON.parse(json)).toEqual({ city: "Paris", unit: expect.stringMatching(/celsius|fahrenheit/) });
  });
});

describe("the sandbox's structured output", () => {
  const Event = z.object({
    name: z.string(),
    kind: z.enum(["meeting", "party"]),
    people: z.array(z.string()).min(2),
    score: z.number().int().min(1).max(5),
    place: z.object({ city: z.string(), zip: z.string().nullable() }),
  });

  it("is valid against the schema", async () => {
    const schema = z.toJSONSchema(Event);
    const format = { type: "json_schema", json_schema: { name: "event", strict: true, schema } };
    const { choices } = await ask("balanced", "Ana and Bob go to a party", { response_format: format });
    const parsed = Event.parse(JSON.parse(choices[0]?.message.content ?? ""));
    expect(parsed.kind).toBe("party");
  });

  it("is an object under json_object", async () => {
    const { choices } = await ask("quick", "JSON please", { response_format: { type: "json_object" } });
    expect(JSON.parse(choices[0]?.message.content ?? "")).toMatchObject({ is_sandbox: true });
  });
});

describe("the sandbox's embeddings", () => {
  it("are unit vectors that put similar texts near each other", async () => {
    const input = [
      "the cat sat on the mat",
      "a cat is sitting on a mat",
      "quarterly revenue grew by nine percent",
    ];
    const { data, usage } = await client.embeddings.create({ model: "sandbox/embed", input });
    const [a = [], b = [], c = []] = data.map((row) => row.embedding);
    const dot = (left: number[], right: number[]) =>
      left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
    expect(a).toHaveLength(256);
    expect(dot(a, a)).toBeCloseTo(1, 5);
    expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.2);
    expect(usage.prompt_tokens).toBeGreaterThan(10);
  });
});

describe("the sandbox's faults", () => {
  it.each([
    ["rate-limited", 429],
    ["down", 503],
    ["unauthorized", 401],
    ["invalid", 400],
  ])("%s answers %i, streaming or not", async (model, status) => {
    for (const stream of [false, true]) {
      const res = await fault(model, stream);
      expect(res.status).toBe(status);
      expect(await res.json()).toMatchObject({
        error: { message: expect.any(String), code: expect.any(String) },
      });
    }
    if (model === "rate-limited") expect((await fault(model, false)).headers.get("retry-after")).toBe("2");
  });

  it("flaky fails the first attempt of each request and answers the next", async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 4; attempt++)
      statuses.push((await fault("flaky", false, "flaky once")).status);
    expect(statuses.map((status) => status < 300)).toEqual([false, true, false, true]);
  });

  it("empty and garbage answer 200 with nothing and with nonsense", async () => {
    expect(await (await fault("empty", false)).text()).toBe("");
    expect(await (await fault("empty", true)).text()).toBe("");
    const garbage = await (await fault("garbage", false)).text();
    expect(() => JSON.parse(garbage)).toThrow();
  });

  it("cut breaks the connection, half-chunk ends in the middle of an event or of the JSON", async () => {
    for (const stream of [false, true]) {
      const res = await fault("cut", stream);
      expect(res.status).toBe(200);
      await expect(res.text()).rejects.toThrow();
    }
    const half = await (await fault("half-chunk", true)).text();
    expect(half).not.toContain("[DONE]");
    expect(() => JSON.parse(half.slice(half.lastIndexOf("data: ") + 6))).toThrow();
    const json = await (await fault("half-chunk", false)).text();
    expect(json.startsWith("{")).toBe(true);
    expect(() => JSON.parse(json)).toThrow();
  });

  it("error-mid-stream sends content, then an error event, and no [DONE]", async () => {
    const text = await (await fault("error-mid-stream", true)).text();
    expect(text).toContain('"delta":{"content"');
    expect(text.trimEnd().split("\n\n").at(-1)).toContain('"error"');
    expect(text).not.toContain("[DONE]");
  });

  it("timeout answers nothing until the client gives up", async () => {
    const controller = new AbortController();
    const call = fetch(`${sandbox.baseUrl}/chat/completions`, {
      method: "POST",
      signal: controller.signal,
      body: JSON.stringify({ model: "timeout", messages: user("anyone?") }),
    });
    // Another call that starts later has been answered in full by the time we give up.
    await (await fault("down", false)).text();
    controller.abort();
    await expect(call).rejects.toThrow("abort");
  });
});

describe("the sandbox's door", () => {
  it.each([
    ["no JSON", "{", 400],
    ["no messages", { model: "quick" }, 400],
    ["a wrong type", { model: "quick", messages: user("x"), temperature: "hot" }, 400],
    ["an unknown model", { model: "sandbox/imaginary", messages: user("x") }, 404],
    ["an embedding model asked to chat", { model: "embed", messages: user("x") }, 404],
  ])("refuses %s with an error in OpenAI's shape", async (_, body, status) => {
    const res = await post(body);
    expect(res.status).toBe(status);
    expect(await res.json()).toMatchObject({
      error: { type: "invalid_request_error", message: expect.any(String) },
    });
  });

  it("lists its models, and opens once per process", async () => {
    const { data } = await client.models.list();
    expect(data.map((model) => model.id)).toContain("sandbox/genius");
    const [one, two] = await Promise.all([sandboxBaseUrl(), sandboxBaseUrl()]);
    expect(one).toBe(two);
    expect(one).not.toBe(sandbox.baseUrl);
  });
});
