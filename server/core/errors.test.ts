import { describe, expect, it } from "vitest";
import { ERROR_TABLE } from "@/server/contracts/error-codes";
import { AppError, toAppError } from "./errors";

describe("AppError", () => {
  it("shows its own message for the caller's mistakes", () => {
    expect(new AppError("invalid_request", "messages must be an array").userMessage).toBe(
      "messages must be an array",
    );
  });

  it("never shows the message of something we did not throw", () => {
    const error = toAppError(new Error("password=hunter2 in connection string"));
    expect(error.code).toBe("internal");
    expect(error.userMessage).not.toContain("hunter2");
    expect(error.message).toContain("hunter2");
  });

  it("passes through unchanged", () => {
    const error = new AppError("conflict", "taken");
    expect(toAppError(error)).toBe(error);
  });
});

describe("the error table", () => {
  it("asks for a retry exactly where one may help", () => {
    for (const [code, row] of Object.entries(ERROR_TABLE)) {
      expect([code, row.isRetryable]).toEqual([
        code,
        row.http === 408 || row.http === 429 || row.http >= 500,
      ]);
    }
  });
});
