import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { createGatewayTenant, createTestKey, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { createTestPrice } from "@/server/testing/price-factory";
import { answers, type Behaviour, completion, FakeUpstream } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

/** Questions about the same thing point the same way. */
const compares: Behaviour = (res, call) => {
  const text: string = JSON.parse(call.body).input;
  const embedding = text.includes("capital") ? [1, text.length / 1_000] : [0, 1];
  const usage = { prompt_tokens: 9, total_tokens: 9 };
  return answers(200, JSON.stringify({ data: [{ index: 0, embedding }], usage }))(res, call);
};

async function createTenant(embeddingModel: string): Promise<GatewayTenant> {
  const tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  const { orgId, projectId } = tenant;
  await systemDb().cachePolicy.create({ data: { orgId, projectId, mode: "semantic", embeddingModel } });
  return tenant;
}

const statusOf = ({ headers }: RawResponse): unknown => headers["floopy-cache"];
const user = (content: unknown) => ({ role: "user", content });

describe.each(DOORS)("the semantic cache at the %s door", (door: DoorName) => {
  /** Models of their own for each test, so that its calls can be counted. */
  async function setUp(test: string, embedding: Behaviour = compares) {
    const [model, embed] = [`${test}-${door}`, `${test}-embed-${door}`];
    let count = 0;
    upstream.on(model, (res, call) => answers(200, completion(`answer ${++count}`))(res, call));
    upstream.on(embed, embedding);
    const tenant = await createTenant(`custom/${embed}`);
    const ask = (messages: unknown[], over: Record<string, unknown> = {}, apiKey = tenant.apiKey) =>
      rawCall(`${harness.baseUrl(door)}/chat/completions`, apiKey, {
        body: JSON.stringify({ model: `custom/${model}`, messages, ...over }),
      });
    return { model, embed, tenant, ask };
  }

  it("answers a question in other words, and none about something else", async () => {
    const { ask, embed, model } = await setUp("alike");
    const first = await ask([user("What is the capital of France?")]);
    const same = await ask([user("What is the capital of France?")]);
    const alike = await ask([user([{ type: "text", text: "The capital of France, please" }])], {
      stream: true,
    });
    const other = await ask([user("How high is the Eiffel tower?")]);
    expect([first, same, alike, other].map(statusOf)).toEqual(["miss", "hit-exact", "hit-semantic", "miss"]);
    expect(alike.headers["floopy-cached-request"]).toBe(first.headers["x-request-id"]);
    expect(alike.headers["content-type"]).toContain("text/event-stream");
    expect(upstream.callsOf(model)).toHaveLength(2);
    expect(upstream.callsOf(embed)).toHaveLength(3);
  });

  it("compares only what was asked in the same context, by keys of the same scope, in one organisation", async () => {
    const { ask, tenant } = await setUp("context");
    const messages = [user("Hello"), { role: "assistant", content: "Hi" }, user("And the capital?")];
    await ask(messages);
    const again = [...messages.slice(0, 2), user("The capital, then?")];
    expect(statusOf(await ask([user("Good day"), ...again.slice(1)]))).toBe("miss");
    expect(statusOf(await ask(again, { temperature: 1 }))).toBe("miss");
    const narrow = await createTestKey(tenant, { allowedModels: ["custom/*"] });
    expect(statusOf(await ask(again, {}, narrow))).toBe("miss");
    const theirs = await createTenant(`custom/context-embed-${door}`);
    expect(statusOf(await ask(again, {}, theirs.apiKey))).toBe("miss");
    expect(statusOf(await ask(again))).toBe("hit-semantic");
  });

  it("never compares where tools may be called or an image is shown", async () => {
    const { ask, embed } = await setUp("tools");
    const tools = [{ type: "function", function: { name: "f", parameters: {} } }];
    const image = [{ type: "image_url", image_url: { url: "data:image/png;base64,AA==" } }];
    await ask([user("the capital?")], { tools });
    expect(statusOf(await ask([user("the capital!")], { tools }))).toBe("miss");
    expect(statusOf(await ask([user(image)]))).toBe("miss");
    expect(upstream.callsOf(embed)).toHaveLength(0);
  });

  it.each<[string, Behaviour]>([
    ["fails", answers(500, "{}")],
    ["gives no vector", answers(200, '{"data":[{"embedding":"AAAA"}]}')],
  ])(
    "is an exact cache while the embedding model %s, and does not ask it again at once",
    async (kind, broken) => {
      const { ask, embed } = await setUp(kind.replaceAll(" ", "-"), broken);
      expect((await ask([user("the capital?")])).status).toBe(200);
      expect(statusOf(await ask([user("the capital!")]))).toBe("miss");
      expect(statusOf(await ask([user("the capital?")]))).toBe("hit-exact");
      expect(upstream.callsOf(embed)).toHaveLength(1);
    },
  );

  it("does not compare a question for which a budget has no room, and asks the model nonetheless", async () => {
    const { ask, embed, tenant } = await setUp("budget");
    const { orgId } = tenant;
    await createTestPrice(tenant, embed, 1_000);
    await systemDb().budget.create({
      data: { id: newId("bud"), orgId, scope: "organization", scopeId: orgId, limitMicroUsd: 1_000n },
    });
    expect((await ask([user("the capital?")])).status).toBe(200);
    expect(statusOf(await ask([user("the capital!")]))).toBe("miss");
    expect(upstream.callsOf(embed)).toHaveLength(0);
  });

  it("works with the sandbox, and counts the comparison into the request's cost", async () => {
    const tenant = await createTenant("sandbox/embed");
    const ask = (text: string) =>
      rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
        body: JSON.stringify({ model: "sandbox/quick", messages: [user(text)] }),
      });
    const words = "Which of the many rivers of Europe is the longest one? ".repeat(20);
    const first = await ask(words);
    const alike = await ask(words.toUpperCase());
    expect([first, alike].map(statusOf)).toEqual(["miss", "hit-semantic"]);
    const records = await Promise.all(
      [first, alike].map(({ headers }) => harness.record(String(headers["x-request-id"]))),
    );
    const [paid, given] = records.map(({ request }) => request);
    expect(given?.embedCostMicroUsd).toBeGreaterThan(0);
    expect(given?.costMicroUsd).toBe(given?.embedCostMicroUsd);
    expect(alike.headers["floopy-cost-micro-usd"]).toBe(String(given?.costMicroUsd));
    const { costMicroUsd, inputCostMicroUsd, outputCostMicroUsd, embedCostMicroUsd } = paid ?? {};
    expect(costMicroUsd).toBe(
      (inputCostMicroUsd ?? 0) + (outputCostMicroUsd ?? 0) + (embedCostMicroUsd ?? 0),
    );
    // Comparing is not part of what the original cost.
    expect(given?.savedMicroUsd).toBe((costMicroUsd ?? 0) - (embedCostMicroUsd ?? 0));
  });
});
