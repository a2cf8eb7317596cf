import { describe, expect, it } from "vitest";
import { slugify } from "./slug";

describe("a slug", () => {
  it("keeps letters and digits in lower case, joined by single hyphens", () => {
    expect(slugify("Ärzte & Söhne GmbH!", "org")).toBe("arzte-sohne-gmbh");
    expect(slugify("  many   spaces ", "org")).toBe("many-spaces");
  });

  it("is the fallback when nothing usable is left", () => {
    expect(slugify("日本", "org")).toBe("org");
    expect(slugify("x", "org")).toBe("org");
  });

  it("is cut without a hyphen at its end", () => {
    expect(slugify(`${"a".repeat(39)} b`, "org")).toBe("a".repeat(39));
  });
});
