import { describe, expect, it } from "vitest";
import { ERROR_TABLE } from "@/server/contracts/error-codes";
import { SANDBOX_MODELS as SERVED } from "@/server/contracts/sandbox-models";
import { documentedErrors, SANDBOX_FAULTS, SANDBOX_MODELS } from "./docs";

describe("the quickstart", () => {
  it("lists exactly the sandbox models that the gateway serves, the faulty ones apart", () => {
    const served = [...SERVED.values()];
    const idsOf = (isFault: boolean) =>
      served.filter((model) => (model.fault !== null) === isFault).map((model) => `sandbox/${model.id}`);
    expect(SANDBOX_MODELS.map((model) => model.name).sort()).toEqual(idsOf(false).sort());
    expect(SANDBOX_FAULTS.map((model) => model.name).sort()).toEqual(idsOf(true).sort());
  });

  it("takes status and retry from the one error table, in the order of status", () => {
    const rows = documentedErrors();
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) {
      expect([row.status, row.isRetryable]).toEqual([
        ERROR_TABLE[row.code].http,
        ERROR_TABLE[row.code].isRetryable,
      ]);
    }
    expect(rows.map((row) => row.status)).toEqual(rows.map((row) => row.status).sort((a, b) => a - b));
  });
});
