import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deriveKey, equalsConstantTime, type SecretPurpose } from "./secrets";

describe("derived keys", () => {
  it("differ for each purpose and stay the same for one", () => {
    const master = randomBytes(32);
    const purposes: SecretPurpose[] = [
      "api-key-pepper",
      "auth-session",
      "magic-link",
      "cursor",
      "widget-token",
      "webhook",
    ];
    const keys = purposes.map((purpose) => deriveKey(master, purpose).toString("hex"));
    expect(new Set(keys).size).toBe(purposes.length);
    expect(deriveKey(master, "cursor").toString("hex")).toBe(keys[3]);
  });
});

describe("equalsConstantTime", () => {
  it("tells equal from unequal text, whatever the lengths", () => {
    expect(equalsConstantTime("abc", "abc")).toBe(true);
    expect(equalsConstantTime("abc", "abd")).toBe(false);
    expect(equalsConstantTime("abc", "abcd")).toBe(false);
  });
});
