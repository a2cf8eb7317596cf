import { TRPCClientError } from "@trpc/client";
import { describe, expect, it } from "vitest";
import { isRetryable, shownError } from "./errors";

function refused(data: object): unknown {
  return TRPCClientError.from({ error: { code: -32_000, message: "raw message", data } });
}

const DATA = { userMessage: "Enter a name.", requestId: "req-1", param: null, fieldErrors: {} };

describe("shownError", () => {
  it("shows what the server meant for the person, with the request id", () => {
    const shown = shownError(
      refused({ ...DATA, code: "invalid_request", fieldErrors: { name: "Enter a name." } }),
    );
    expect(shown).toEqual({
      code: "invalid_request",
      message: "Enter a name.",
      requestId: "req-1",
      fieldErrors: { name: "Enter a name." },
    });
  });

  it("puts an error about one parameter beside its field", () => {
    const shown = shownError(refused({ ...DATA, code: "conflict", param: "slug", userMessage: "Taken." }));
    expect(shown.fieldErrors).toEqual({ slug: "Taken." });
  });

  it("never shows a raw message", () => {
    expect(shownError(new Error("secret stack")).message).not.toContain("secret");
    expect(shownError(TRPCClientError.from(new Error("fetch failed"))).message).not.toContain("fetch failed");
  });
});

describe("isRetryable", () => {
  it("tries again without an answer and when the code says so", () => {
    expect(isRetryable(TRPCClientError.from(new Error("fetch failed")))).toBe(true);
    expect(isRetryable(refused({ ...DATA, code: "dependency_unavailable" }))).toBe(true);
  });

  it("does not repeat a refusal", () => {
    expect(isRetryable(refused({ ...DATA, code: "permission_denied" }))).toBe(false);
  });
});
