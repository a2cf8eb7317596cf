import { describe, expect, it } from "vitest";
import { sortSources } from "./sort-sources";

const source = (requestId: string, projectId: string) => ({
  ...{ requestId, projectId, given: "", question: "?", answer: "!", isRedacted: false },
});

describe("requests that are to become rows", () => {
  it("are those of one project that can be read, and every other one is counted with its reason", () => {
    const { usable, problems } = sortSources(
      [
        { requestId: "a", problem: "not_stored" },
        source("b", "p1"),
        source("c", "p2"),
        source("d", "p1"),
        { requestId: "e", problem: "not_stored" },
      ],
      6,
    );
    expect(usable.map(({ requestId }) => requestId)).toEqual(["b", "d"]);
    expect(Object.fromEntries(problems)).toEqual({ not_stored: 2, other_project: 1, not_found: 1 });
  });
});
