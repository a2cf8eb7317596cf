import { describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { Exchange } from "../exchange";
import { StreamReading } from "../stream/stream-reading";
import type { Hop } from "./plan-route";
import { readBody } from "./read-body";
import { settleAnswer, settleStream } from "./settle";
import { testRequest } from "./test-caller";

function hopTo(provider: string, model: string): Hop {
  const found = PROVIDERS[provider];
  if (found === undefined) throw new Error("no such provider");
  return { provider: found, model, connection: null, fallbackIndex: 0, candidateId: null };
}

async function exchange(): Promise<Exchange> {
  const made = new Exchange(
    testRequest({}, '{"model":"m","messages":[{"role":"user","content":"count these few words"}]}'),
    "chat",
  );
  made.body = await readBody(made.req, "chat", { bytesMax: 1e6 });
  return made;
}

const answer = (usage: Record<string, unknown> | null) => ({
  json: { choices: [{ message: { content: "a fairly short answer" } }] },
  usage,
  finishReason: "stop",
  responseModel: "m-1",
});

describe("settling", () => {
  it("prices the usage that the provider reported", async () => {
    const usage = { prompt_tokens: 1_000_000, completion_tokens: 1_000_000 };
    const settled = settleAnswer(await exchange(), hopTo("sandbox", "quick"), answer(usage));
    expect(settled).toMatchObject({
      isEstimated: false,
      usage: { inputTokens: 1_000_000 },
      price: { costMicroUsd: 500_000 },
    });
  });

  it("estimates usage that the provider left out, and says so", async () => {
    const settled = settleAnswer(await exchange(), hopTo("sandbox", "quick"), answer(null));
    expect(settled.isEstimated).toBe(true);
    expect(settled.usage?.inputTokens).toBeGreaterThan(0);
    expect(settled.usage?.outputTokens).toBeGreaterThan(0);
  });

  it("pain 12: an unknown model costs nothing. Here its cost is unknown, never zero", async () => {
    const settled = settleAnswer(
      await exchange(),
      hopTo("custom", "home-made"),
      answer({ prompt_tokens: 5, completion_tokens: 5 }),
    );
    expect(settled).toMatchObject({ usage: { inputTokens: 5 }, price: null });
  });

  it("settles a cut stream on what came, and one that never spoke on nothing", async () => {
    const reading = new StreamReading({ wantsUsage: false, keepsText: false, extendUsage: () => ({}) });
    expect(settleStream(await exchange(), hopTo("sandbox", "quick"), reading)).toMatchObject({
      usage: null,
      price: null,
    });
    for (const content of ["one", "two", "three"]) {
      reading.read(
        Buffer.from(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`),
      );
    }
    const settled = settleStream(await exchange(), hopTo("sandbox", "quick"), reading);
    expect(settled).toMatchObject({ isEstimated: true, usage: { outputTokens: 3 } });
    expect(settled.price).not.toBeNull();
  });
});
