import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ContentPlace, openContent, sealContent } from "./content-cipher";

const KEY = { version: 1, key: randomBytes(32) };
const PLACE: ContentPlace = { orgId: "org_a", rowId: "row", part: "request" };

describe("what is said, encrypted", () => {
  it("comes back as it was, whatever it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 2_000 }), fc.nat(8), (text, times) => {
        const long = text.repeat(times);
        expect(openContent(KEY, PLACE, sealContent(KEY, PLACE, long))).toBe(Buffer.from(long).toString());
      }),
    );
  });

  it("opens in no other place and with no other key", () => {
    const sealed = sealContent(KEY, PLACE, "canary".repeat(1_000));
    expect(Buffer.from(sealed, "base64").includes("canary")).toBe(false);
    for (const [key, place] of [
      [KEY, { ...PLACE, orgId: "org_b" }],
      [KEY, { ...PLACE, rowId: "other" }],
      [KEY, { ...PLACE, part: "response" }],
      [{ ...KEY, version: 2 }, PLACE],
      [{ ...KEY, key: randomBytes(32) }, PLACE],
    ] as const)
      expect(() => openContent(key, place, sealed)).toThrow();
  });

  it("does not open once a bit of it was turned", () => {
    const bytes = Buffer.from(sealContent(KEY, PLACE, "hello"), "base64");
    for (const at of bytes.keys()) {
      const turned = Buffer.from(bytes);
      turned[at] = (turned[at] ?? 0) ^ 1;
      expect(() => openContent(KEY, PLACE, turned.toString("base64"))).toThrow();
    }
  });
});
