import { describe, expect, it } from "vitest";
import { AppError } from "@/server/core/errors";
import { resolveScope } from "./resolve-scope";
import { testCaller } from "./test-caller";

const HASH_KEY = Buffer.alloc(32, 1);
const scopeOf = (headers: Record<string, string>, caller = testCaller()) =>
  resolveScope(caller, headers, HASH_KEY);

function codeOf(work: () => unknown): string {
  try {
    work();
    return "ok";
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.code : "other";
  }
}

describe("resolveScope", () => {
  it("accepts the key's own project by id or slug, and knows no other", () => {
    expect(scopeOf({ "floopy-project-id": "prj_1" }).project.id).toBe("prj_1");
    expect(scopeOf({ "floopy-project-id": "default" }).project.id).toBe("prj_1");
    expect(codeOf(() => scopeOf({ "floopy-project-id": "other" }))).toBe("not_found");
    expect(codeOf(() => scopeOf({ "floopy-project-id": "prj_9" }))).toBe("not_found");
  });

  it("lets a request ask for less to be stored, never for more", () => {
    const modes = ["full", "redacted", "metadata", "none"].map(
      (mode) => scopeOf({ "floopy-log": mode }).storageMode,
    );
    expect(modes).toEqual(["redacted", "redacted", "metadata", "none"]);
    expect(scopeOf({}).storageMode).toBe("redacted");
    expect(codeOf(() => scopeOf({ "floopy-log": "all" }))).toBe("invalid_request");
  });

  it("reads properties and users under both names, within their limits", () => {
    const scope = scopeOf({
      "floopy-property-a": "1",
      "helicone-property-b": "2",
      "helicone-user-id": "u",
      "floopy-x": "no",
    });
    expect(scope.properties).toEqual({ a: "1", b: "2" });
    expect(scope.endUserId).toBe("u");
    expect(Object.getPrototypeOf(scopeOf({ "floopy-property-__proto__": "x" }).properties)).toBe(
      Object.prototype,
    );
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`floopy-property-${n}`, "x"]));
    expect(codeOf(() => scopeOf(many))).toBe("invalid_request");
    expect(codeOf(() => scopeOf({ "floopy-property-a": "x".repeat(257) }))).toBe("invalid_request");
  });

  it("keeps end users only as a keyed hash when the project says so", () => {
    const caller = testCaller();
    const [project] = caller.org.projects;
    if (project !== undefined) project.hashEndUserIds = true;
    const hashed = scopeOf({ "floopy-user-id": "ada@example.com" }, caller).endUserId;
    expect(hashed).toMatch(/^h_[0-9a-f]{40}$/);
    expect(scopeOf({ "floopy-user-id": "ada@example.com" }, caller).endUserId).toBe(hashed);
    expect(
      resolveScope(caller, { "floopy-user-id": "ada@example.com" }, Buffer.alloc(32, 2)).endUserId,
    ).not.toBe(hashed);
  });
});
