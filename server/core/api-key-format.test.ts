import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateApiKey, parseApiKey } from "./api-key-format";

describe("API key format", () => {
  it("accepts every generated key and tells its kind", () => {
    for (let round = 0; round < 200; round++) {
      expect(parseApiKey(generateApiKey("server"))).toBe("server");
      expect(parseApiKey(generateApiKey("publishable"))).toBe("publishable");
    }
  });

  it("refuses a key in which one character was changed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 43 }), fc.integer({ min: 1, max: 61 }), (position, shift) => {
        const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        const key = generateApiKey("server");
        const changed = alphabet[(alphabet.indexOf(key.charAt(position)) + shift) % 62];
        expect(parseApiKey(key.slice(0, position) + changed + key.slice(position + 1))).toBeNull();
      }),
    );
  });

  it("refuses text that only looks like a key", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 38, maxLength: 38 }), (text) => {
        expect(parseApiKey(`fl_sk_${text}`)).toBeNull();
      }),
      { numRuns: 20_000 },
    );
  });
});
