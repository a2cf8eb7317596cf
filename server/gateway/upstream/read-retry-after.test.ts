import { describe, expect, it } from "vitest";
import { readRetryAfter, readRetryDelay } from "./read-retry-after";

const NOW_MS = Date.parse("2026-11-26T10:00:00Z");
const read = (headers: Record<string, string>, status = 429) => readRetryAfter(headers, status, NOW_MS);

describe("readRetryAfter", () => {
  it.each([
    ["the plain header", { "retry-after": "7" }, "7"],
    ["milliseconds before seconds", { "retry-after-ms": "1500", "retry-after": "2" }, "1.5"],
    [
      "the limit that is used up, as OpenAI and Groq say it",
      {
        "x-ratelimit-remaining-requests": "12",
        "x-ratelimit-reset-requests": "20ms",
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": "6m0.5s",
      },
      "360.5",
    ],
    [
      "a time, as Anthropic says it",
      {
        "anthropic-ratelimit-requests-remaining": "5",
        "anthropic-ratelimit-requests-reset": "2026-11-26T10:00:01Z",
        "anthropic-ratelimit-input-tokens-remaining": "0",
        "anthropic-ratelimit-input-tokens-reset": "2026-11-26T10:00:42Z",
      },
      "42",
    ],
    ["milliseconds since 1970, as OpenRouter says it", { "x-ratelimit-reset": String(NOW_MS + 9_000) }, "9"],
    ["seconds since 1970", { "x-ratelimit-reset": String(NOW_MS / 1_000 + 3) }, "3"],
    ["seconds, as Together says it", { "x-ratelimit-reset": "2" }, "2"],
    ["a time that has passed as no wait", { "x-ratelimit-reset": String(NOW_MS - 9_000) }, "0"],
  ])("reads %s", (_, headers, expected) => {
    expect(read(headers)).toBe(expected);
  });

  it.each<Record<string, string>>([
    {},
    { "x-ratelimit-reset-requests": "soon" },
    { "x-ratelimit-reset": "" },
  ])("finds nothing in %j", (headers) => {
    expect(read(headers)).toBeNull();
  });

  it("takes the state of a limit for a wish to wait only when a limit was reached", () => {
    expect(read({ "x-ratelimit-reset-requests": "8s" }, 503)).toBeNull();
    expect(read({ "retry-after": "8" }, 503)).toBe("8");
  });
});

describe("readRetryDelay", () => {
  const google = {
    error: {
      code: 429,
      details: [
        { "@type": "type.googleapis.com/google.rpc.Help" },
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34.5s" },
      ],
    },
  };

  it("finds Google's RetryInfo, in an object and in a list around it", () => {
    expect(readRetryDelay(google)).toBe("34.5");
    expect(readRetryDelay([google])).toBe("34.5");
  });

  it.each([null, "", {}, { error: "x" }, { error: { details: [{ retryDelay: "3s" }] } }])(
    "finds nothing in %j",
    (body) => {
      expect(readRetryDelay(body)).toBeNull();
    },
  );
});
