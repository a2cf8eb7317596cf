import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { AppError } from "./errors";
import { decodeCursor, encodeCursor } from "./paging";

const key = randomBytes(32);

describe("cursors", () => {
  it("give back their position", () => {
    expect(decodeCursor(key, "org_a", encodeCursor(key, "org_a", [1700000000000, "id"]))).toEqual([
      1700000000000,
      "id",
    ]);
  });

  it.each([
    ["altered", (cursor: string) => `x${cursor}`],
    ["cut", (cursor: string) => cursor.slice(0, -1)],
    ["unsigned", (cursor: string) => cursor.split(".")[0] ?? ""],
    ["empty", () => ""],
  ])("refuse one that is %s", (_name, change) => {
    const cursor = encodeCursor(key, "org_a", [1]);
    expect(() => decodeCursor(key, "org_a", change(cursor))).toThrow(AppError);
  });

  it("refuse another organisation's", () => {
    expect(() => decodeCursor(key, "org_b", encodeCursor(key, "org_a", [1]))).toThrow(AppError);
  });
});
