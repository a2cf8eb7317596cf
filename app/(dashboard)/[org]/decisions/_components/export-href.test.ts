import { describe, expect, it } from "vitest";
import { exportHref, exportSpan } from "./export-href";

const NOW = new Date("2026-03-31T12:00:00Z");

describe("the export of a range", () => {
  it("begins where the range does", () => {
    expect(exportSpan("1h", NOW, 31)).toEqual({ from: new Date("2026-03-31T11:00:00Z"), to: NOW });
  });

  it("reaches no further than the plan", () => {
    expect(exportSpan("90d", NOW, 31).from).toEqual(new Date("2026-02-28T12:00:00Z"));
  });

  it("leaves a chosen span as it is, in an address that says it all", () => {
    const span = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };
    expect(exportSpan(span, NOW, 7)).toBe(span);
    expect(exportHref("acme", span, "csv")).toBe(
      "/api/export/decisions?org=acme&from=2026-03-01T00%3A00%3A00.000Z&to=2026-03-02T00%3A00%3A00.000Z&format=csv",
    );
  });
});
