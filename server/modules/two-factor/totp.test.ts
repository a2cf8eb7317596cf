import { describe, expect, it } from "vitest";
import { newTotpSecret, stepOfCode, totpUri } from "./totp";

/** “12345678901234567890” of RFC 6238, appendix B, in base32. */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("a code of the app", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ])("at second %i is the one of RFC 6238", (seconds, code) => {
    expect(stepOfCode(RFC_SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it("counts half a minute early and late, and not longer", () => {
    const at = (seconds: number) => stepOfCode(RFC_SECRET, "287082", new Date(seconds * 1000));
    expect([at(29), at(60), at(119)]).toEqual([1, 1, null]);
    expect(at(0)).toBe(1);
  });

  it("is six digits and nothing else", () => {
    for (const code of ["", "28708", "2870821", "28708a", "２８７０８２"])
      expect(stepOfCode(RFC_SECRET, code, new Date(59_000))).toBeNull();
  });

  it("comes from a secret of 160 random bits, which apps read from a URI", () => {
    const [first, second] = [newTotpSecret(), newTotpSecret()];
    expect(first).toMatch(/^[A-Z2-7]{32}$/);
    expect(first).not.toBe(second);
    const uri = new URL(totpUri(first, "ada@test.invalid"));
    expect(uri.protocol).toBe("otpauth:");
    expect(uri.searchParams.get("secret")).toBe(first);
    expect(uri.searchParams.get("issuer")).toBe("Floopy");
  });
});
