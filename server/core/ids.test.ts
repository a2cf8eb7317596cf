import { describe, expect, it } from "vitest";
import { isUuidv7, newId, uuidv7, uuidv7TimeMs } from "./ids";

describe("ids", () => {
  it("carry their time: a UUIDv7 gives back the millisecond it was made", () => {
    const now = Date.UTC(2031, 4, 6, 7, 8, 9, 123);
    const id = uuidv7(now);
    expect(isUuidv7(id)).toBe(true);
    expect(uuidv7TimeMs(id)).toBe(now);
  });

  it("sort in the order they were made, also within one millisecond and when the clock steps back", () => {
    const now = Date.UTC(2032, 0, 1);
    const ids = Array.from({ length: 10_000 }, (_, index) => uuidv7(index % 3 === 0 ? now - 5 : now));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("have their prefix and 22 base62 characters", () => {
    expect(newId("org")).toMatch(/^org_[0-9A-Za-z]{22}$/);
  });

  it("tell a UUIDv7 from other text", () => {
    for (const text of ["", "00000000-0000-4000-8000-000000000000", `${uuidv7()}0`, "org_x"]) {
      expect(isUuidv7(text)).toBe(false);
    }
  });
});
