import { describe, expect, it } from "vitest";
import { describeChange } from "./describe-change";

describe("describeChange", () => {
  it("says how much more or less it is", () => {
    expect(describeChange(112, 100)).toBe("12% more than the day before");
    expect(describeChange(50, 100)).toBe("50% less than the day before");
    expect(describeChange(100, 100)).toBe("as the day before");
  });

  it("invents no percentage where there was nothing", () => {
    expect(describeChange(5, 0)).toBe("none the day before");
    expect(describeChange(0, 0)).toBe("as the day before");
    expect(describeChange(5, undefined)).toBe("nothing earlier to compare");
  });
});
