import { describe, expect, it } from "vitest";
import { SIGN_IN_ERRORS } from "@/server/contracts/identity";
import { signInErrorMessage } from "./sign-in-error";

describe("the message for a failed sign-in", () => {
  it("is the contract’s, with or without the class name that next-auth puts before it", () => {
    expect(signInErrorMessage("Throttled")).toBe(SIGN_IN_ERRORS.Throttled);
    expect(signInErrorMessage("Error: Throttled")).toBe(SIGN_IN_ERRORS.Throttled);
  });

  it("never shows a code it does not know, so that a link cannot put words into our page", () => {
    expect(signInErrorMessage("Call +1 555 0100")).not.toContain("555");
    expect(signInErrorMessage("constructor")).toBe(signInErrorMessage("anything else"));
  });

  it("is nothing when nothing went wrong", () => {
    expect(signInErrorMessage(undefined)).toBeNull();
    expect(signInErrorMessage("")).toBeNull();
    expect(signInErrorMessage(["a", "b"])).toBeNull();
  });
});
