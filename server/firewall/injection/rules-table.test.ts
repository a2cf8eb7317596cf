import { checkSync } from "recheck";
import { describe, expect, it } from "vitest";
import { STRUCTURE_RULES } from "./rules-table";

const isSlow = ({ source, flags }: RegExp): boolean =>
  checkSync(source, flags, { timeout: 2_000 }).status === "vulnerable";

describe("rules on structure", () => {
  it.each(STRUCTURE_RULES.map(({ id, pattern }) => [id, pattern] as const))(
    "%s takes no longer for a hostile text than for another of its length",
    (_, pattern) => expect(isSlow(pattern)).toBe(false),
  );

  it("would be found out otherwise", () => {
    expect(isSlow(/[-=#*]{3,} ?(?:end|begin) (?:of )?(?:system|user)/)).toBe(true);
  });
});
