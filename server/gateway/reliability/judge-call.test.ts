import { describe, expect, it } from "vitest";
import { judgeCall } from "./judge-call";

const head = (status: number, retryAfter: string | null = null) => ({
  status,
  retryAfter,
  contentType: "",
  contentEncoding: "",
});
const http = (status: number): string => judgeCall({ outcome: "http_error", message: "" }, head(status)).kind;

describe("judgeCall", () => {
  it("holds failures of the provider and of its key against the circuit", () => {
    for (const outcome of [
      "connect_error",
      "network_error",
      "timeout",
      "invalid_response",
      "truncated",
    ] as const)
      expect(judgeCall({ outcome, message: "" }, null).kind).toBe("failed");
    for (const status of [401, 402, 403, 408, 500, 502, 503, 504, 529]) expect(http(status)).toBe("failed");
  });

  it("holds neither the caller's mistakes nor its leaving against the circuit", () => {
    for (const status of [400, 404, 409, 413, 422]) expect(http(status)).toBe("ok");
    expect(judgeCall({ outcome: "client_closed", message: "" }, null).kind).toBe("unknown");
  });

  it("takes the pause of a rate limit from Retry-After", () => {
    const limited = { outcome: "http_error", message: "" } as const;
    expect(judgeCall(limited, head(429, "3"))).toEqual({ kind: "rate_limited", forMs: 3_000 });
    expect(judgeCall(limited, head(429))).toEqual({ kind: "rate_limited", forMs: null });
  });
});
