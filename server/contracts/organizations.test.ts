import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RESERVED_SLUGS } from "./organizations";

/** First segments of the product's own addresses, through route groups. */
function segmentsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || /^[_[]/.test(entry.name)) return [];
    return entry.name.startsWith("(") ? segmentsIn(`${folder}/${entry.name}`) : [entry.name];
  });
}

describe("an organisation's address", () => {
  it("is none of the product's own, whatever pages there are by now", () => {
    const own = segmentsIn("app");
    expect(own).toContain("scim");
    // The demo organisation has this address, beside the demo chat's below it.
    const free = own.filter((segment) => !RESERVED_SLUGS.includes(segment) && segment !== "demo");
    expect(free).toEqual([]);
  });
});
