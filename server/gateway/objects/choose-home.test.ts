import { describe, expect, it } from "vitest";
import { testConnection } from "../stages/test-caller";
import { rendezvous } from "./choose-home";

const keys = ["a", "b", "c"].map((id) => testConnection({ id }));
const projects = Array.from({ length: 300 }, (_, n) => ({ orgId: "org_1", projectId: `prj_${n}` }));

describe("the key that a project's first file goes to", () => {
  it("is the same each time, in whatever order the keys come", () => {
    for (const project of projects)
      expect(rendezvous(project, [...keys].reverse())).toBe(rendezvous(project, keys));
  });

  it("is one of all of them, in about equal parts", () => {
    const counts = new Map<string, number>();
    for (const project of projects) {
      const id = rendezvous(project, keys)?.id ?? "";
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(["a", "b", "c"]);
    for (const count of counts.values()) expect(count).toBeGreaterThan(60);
  });

  it("changes only for the projects of a key that is taken away", () => {
    for (const project of projects) {
      const before = rendezvous(project, keys)?.id;
      const after = rendezvous(project, keys.slice(0, 2))?.id;
      if (before !== "c") expect(after).toBe(before);
    }
    expect(rendezvous({ orgId: "org_1", projectId: "prj_1" }, [])).toBeNull();
  });
});
