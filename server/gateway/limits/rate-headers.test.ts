import { describe, expect, it } from "vitest";
import type { RateLimit } from "@/server/modules/limits";
import { rateHeaders } from "./rate-headers";

const limit = (over: Partial<RateLimit>): RateLimit => ({
  name: "x",
  scope: "organization",
  unit: "requests",
  perMinute: 60,
  ...over,
});
const NOW = new Date("2026-05-01T10:00:00.250Z");

describe("rate limit headers", () => {
  it("tell the limit with the least left of each unit, as OpenAI's clients read it", () => {
    const levels = [
      { limit: limit({ perMinute: 1_000 }), fullInMs: 60 },
      { limit: limit({ scope: "api_key" }), fullInMs: 1_500 },
      { limit: limit({ unit: "tokens", perMinute: 6_000 }), fullInMs: 123_450 },
    ];
    expect(rateHeaders(levels, "chat", NOW)).toEqual({
      "x-ratelimit-limit-requests": "60",
      "x-ratelimit-remaining-requests": "58",
      "x-ratelimit-reset-requests": "1.5s",
      "x-ratelimit-limit-tokens": "6000",
      "x-ratelimit-remaining-tokens": "0",
      "x-ratelimit-reset-tokens": "2m3.45s",
    });
  });

  it("come in Anthropic's form as well where its clients call", () => {
    const headers = rateHeaders([{ limit: limit({}), fullInMs: 1_000 }], "messages", NOW);
    expect(headers).toMatchObject({
      "x-ratelimit-remaining-requests": "59",
      "anthropic-ratelimit-requests-limit": "60",
      "anthropic-ratelimit-requests-remaining": "59",
      "anthropic-ratelimit-requests-reset": "2026-05-01T10:00:02Z",
    });
  });
});
