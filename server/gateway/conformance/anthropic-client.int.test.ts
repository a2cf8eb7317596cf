import Anthropic from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";

let harness: Harness;
let tenant: GatewayTenant;

beforeAll(async () => {
  tenant = await createGatewayTenant();
  harness = await startHarness();
});
afterAll(() => harness.close());

/** The client adds /v1 itself. */
function client(door: DoorName, apiKey = tenant.apiKey): Anthropic {
  return new Anthropic({ baseURL: harness.baseUrl(door).replace(/\/v1$/, ""), apiKey, maxRetries: 0 });
}

const ASK = {
  model: "sandbox/quick",
  max_tokens: 300,
  messages: [{ role: "user" as const, content: "Say hello to the whole team." }],
};
const WEATHER: Anthropic.Tool = {
  name: "get_weather",
  description: "get_weather of a city",
  input_schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};

describe.each(DOORS)("the %s door with the Anthropic client", (door) => {
  it("answers a message with its usage and keeps a record", async () => {
    const { data, response } = await client(door).messages.create(ASK).withResponse();
    expect(data.content[0]).toMatchObject({ type: "text" });
    expect(data.usage.output_tokens).toBeGreaterThan(0);
    const record = await harness.record(response.headers.get("x-request-id") ?? "");
    expect(record.request).toMatchObject({ endpoint: "messages", status: "ok", provider: "sandbox" });
  });

  it("streams the events its helper puts together again", async () => {
    const stream = client(door).messages.stream(ASK);
    let text = "";
    stream.on("text", (delta) => {
      text += delta;
    });
    const message = await stream.finalMessage();
    expect(message.stop_reason).toBe("end_turn");
    expect(message.content).toMatchObject([{ type: "text", text }]);
  });

  it("carries a tool loop: the call, its result, the answer", async () => {
    const question = { role: "user" as const, content: "What is the weather in Oslo?" };
    const first = await client(door).messages.create({
      ...ASK,
      messages: [question],
      tools: [WEATHER],
      tool_choice: { type: "any" },
    });
    expect(first.stop_reason).toBe("tool_use");
    const call = first.content.find((block) => block.type === "tool_use");
    expect(call?.input).toMatchObject({ city: expect.any(String) });
    const second = await client(door).messages.create({
      ...ASK,
      tools: [WEATHER],
      messages: [
        question,
        { role: "assistant", content: first.content },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: call?.id ?? "", content: "4 °C, rain" }],
        },
      ],
    });
    expect(second.content.some((block) => block.type === "text")).toBe(true);
  });

  it("counts tokens", async () => {
    const { input_tokens } = await client(door).messages.countTokens({
      model: ASK.model,
      messages: ASK.messages,
    });
    expect(input_tokens).toBeGreaterThan(3);
  });

  it("raises the client's own errors", async () => {
    const wrongKey = client(door, `fl_sk_${"0".repeat(38)}`);
    await expect(wrongKey.messages.create(ASK)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
    const ask = (model: string) => client(door).messages.create({ ...ASK, model });
    await expect(ask("no-such-model")).rejects.toBeInstanceOf(Anthropic.NotFoundError);
    await expect(ask("sandbox/rate-limited")).rejects.toBeInstanceOf(Anthropic.RateLimitError);
    await expect(ask("sandbox/down")).rejects.toBeInstanceOf(Anthropic.InternalServerError);
  });
});
