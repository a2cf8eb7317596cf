import { describe, expect, it } from "vitest";
import { type CachedAnswer, packAnswer, unpackAnswer } from "./cached-answer";

const answer = (body: Buffer): CachedAnswer => ({
  requestId: "r",
  storedAtMs: 1,
  provider: "openai",
  model: "wör",
  fallbackIndex: 0,
  responseModel: null,
  finishReason: "stop",
  costMicroUsd: null,
  tokens: 3,
  routeId: null,
  strategy: "direct",
  phase: "day0",
  body,
});

describe("a packed answer", () => {
  it.each([0, 10, 100_000])("comes back as it was with %i bytes", async (size) => {
    const whole = answer(Buffer.from("é".repeat(size)));
    const { body, ...facts } = (await unpackAnswer(await packAnswer(whole))) ?? answer(Buffer.from("lost"));
    const { body: before, ...factsBefore } = whole;
    expect(facts).toEqual(factsBefore);
    expect(body.equals(before)).toBe(true);
  });

  it("is small when the answer is large", async () => {
    expect((await packAnswer(answer(Buffer.from("word ".repeat(10_000))))).length).toBeLessThan(2_000);
  });

  it("is nothing when it is anything else, cut, or of another version", async () => {
    const packed = await packAnswer(answer(Buffer.from("word ".repeat(1_000))));
    const other = Buffer.from(packed);
    other.writeUInt8(9, 0);
    const noFacts = Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 2]), Buffer.from("{}")]);
    for (const bytes of [Buffer.alloc(0), Buffer.from("poison"), packed.subarray(0, -9), other, noFacts])
      expect(await unpackAnswer(bytes)).toBeNull();
  });
});
