import { describe, expect, it } from "vitest";
import { categoryWords, outcomeWords } from "./trial-texts";

describe("what is said of a trial", () => {
  it.each([
    ["refused", "503", "It answered with status 503."],
    ["unreachable", "ECONNREFUSED", "Nothing listens there (ECONNREFUSED)."],
    ["unreachable", "EADDRNOTPUBLIC", "The address is not on the public internet, so it is not called."],
    ["unreachable", "CERT_HAS_EXPIRED", "It could not be reached (CERT_HAS_EXPIRED)."],
    ["timeout", null, "No verdict came in the time that it has."],
    ["ok", null, ""],
  ] as const)("%s with %s is: %s", (outcome, reason, words) => {
    expect(outcomeWords({ outcome, reason })).toBe(words);
  });

  it("names what is objected to in plain words", () => {
    expect(categoryWords("remote_self_harm")).toBe("self harm");
  });
});
