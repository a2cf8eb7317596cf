import { describe, expect, it } from "vitest";
import { type Action, can, KEY_PERMISSIONS, mayGrant, PERMISSIONS, ROLES } from "./permissions";

const actions = Object.keys(PERMISSIONS).filter((name): name is Action => name in PERMISSIONS);

describe("the permission matrix", () => {
  it("lets an owner do all that a person may do, and each lower role no more than the one above", () => {
    const allowed = (role: (typeof ROLES)[number]) =>
      new Set(actions.filter((action) => can({ kind: "user", role }, action)));
    const [owner, admin, member, viewer, rater] = ROLES.map(allowed);
    for (const [lower, upper] of [
      [admin, owner],
      [member, admin],
      [viewer, member],
    ] as const) {
      expect([...(lower ?? [])].filter((action) => !upper?.has(action))).toEqual([]);
    }
    expect([...(rater ?? [])].sort()).toEqual([
      "member:leave",
      "organization:read",
      "project:read",
      "rating:write",
    ]);
  });

  it("keeps changes away from viewers and raters, ratings and their own leaving aside", () => {
    for (const role of ["viewer", "rater"] as const) {
      const writes = actions.filter(
        (action) => !action.endsWith(":read") && can({ kind: "user", role }, action),
      );
      expect(writes).toEqual(role === "rater" ? ["member:leave", "rating:write"] : ["member:leave"]);
    }
  });

  it("lets owners give every role, admins every role but owner, and nobody else any", () => {
    const granted = ROLES.map((manager) => ROLES.filter((role) => mayGrant(manager, role)));
    expect(granted).toEqual([[...ROLES], ROLES.filter((role) => role !== "owner"), [], [], []]);
  });

  it("gives no API key what only people may do: members, billing, deletion", () => {
    for (const action of [
      "member:manage",
      "member:leave",
      "ownership:transfer",
      "billing:manage",
      "organization:delete",
    ] as const) {
      expect(can({ kind: "api_key", permissions: KEY_PERMISSIONS }, action)).toBe(false);
    }
  });

  it("lets a read key read and not write, a feedback key only give feedback", () => {
    const byKey = (permissions: readonly (typeof KEY_PERMISSIONS)[number][]) =>
      actions.filter((action) => can({ kind: "api_key", permissions }, action));
    expect(byKey(["read"]).every((action) => action.endsWith(":read"))).toBe(true);
    expect(byKey(["feedback"])).toEqual(["feedback:write"]);
    expect(byKey([])).toEqual([]);
  });
});
