import { describe, expect, it } from "vitest";
import { safeCallback } from "./safe-callback";

describe("the address to return to after signing in", () => {
  it.each(["/acme", "/acme/requests?status=error#row", "/acme/keys"])("keeps the path %s", (path) => {
    expect(safeCallback(path)).toBe(path);
  });

  it.each([
    "https://evil.example/acme",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e%2E//evil.example",
    "/.\\/evil.example",
    "javascript:alert(1)",
    "acme",
    "",
    `/${"a".repeat(600)}`,
  ])("drops %j, which could leave the site", (value) => {
    expect(safeCallback(value)).toBeNull();
  });

  it.each(["/sign-in", "/sign-up?x=1", "/api/auth/signout"])(
    "drops %s, which would go round in a circle",
    (path) => {
      expect(safeCallback(path)).toBeNull();
    },
  );

  it("drops a parameter that was given twice", () => {
    expect(safeCallback(["/a", "/b"])).toBeNull();
  });
});
