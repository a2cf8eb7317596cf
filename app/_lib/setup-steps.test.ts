import { describe, expect, it } from "vitest";
import { setupSteps } from "./setup-steps";

const NOTHING = {
  ...{ apiKeyCount: 0, providerCount: 0, firstRequest: null, hasInventedPast: false },
  ...{ feedbackCount: 0, memberCount: 1 },
};
const REQUEST = { id: "019c", createdAt: new Date(0), isSandbox: true };
const done = (facts: Partial<Parameters<typeof setupSteps>[0]>) =>
  setupSteps({ ...NOTHING, ...facts })
    .filter((step) => step.isDone)
    .map((step) => step.id);

describe("setupSteps", () => {
  it("starts with nothing done", () => {
    expect(done({})).toEqual([]);
  });

  it("follows the live facts one by one", () => {
    expect(done({ apiKeyCount: 1 })).toEqual(["key"]);
    expect(done({ apiKeyCount: 1, providerCount: 1 })).toEqual(["key", "provider"]);
  });

  it("is complete with a request through the sandbox, without any provider key", () => {
    expect(done({ apiKeyCount: 1, firstRequest: REQUEST })).toEqual(["key", "provider", "request"]);
  });

  it("stays complete when the key of the first request is revoked", () => {
    expect(done({ firstRequest: REQUEST })).toEqual(["key", "provider", "request"]);
  });
});
