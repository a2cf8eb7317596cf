import { describe, expect, it } from "vitest";
import { DEFAULT_PROMOTION } from "@/server/contracts/promotion";
import { draftOf, readDraft } from "./promotion-draft";

const DRAFT = draftOf(DEFAULT_PROMOTION);

describe("the form of shadow and canary", () => {
  it("gives back what it was given", () => {
    expect(readDraft(DRAFT).settings).toEqual(DEFAULT_PROMOTION);
    const other = { ...DEFAULT_PROMOTION, costIncreaseMax: null, canarySteps: [1, 7], shadowShare: 0.125 };
    expect(readDraft(draftOf(other)).settings).toEqual(other);
  });

  it("reads shares in percent, dollars, and steps as people write them", () => {
    const { settings } = readDraft({
      ...DRAFT,
      shadowShare: "2,5",
      shadowDailyUsd: "0.25",
      canarySteps: "10 % 20;40",
    });
    expect(settings).toMatchObject({
      shadowShare: 0.025,
      shadowDailyMicroUsd: 250_000,
      canarySteps: [10, 20, 40],
    });
  });

  it.each([
    ["shadowShare", "0"],
    ["shadowShare", ""],
    ["shadowDailyUsd", "-1"],
    ["shadowDailyUsd", "lots"],
    ["canarySteps", "25, 5"],
    ["canarySteps", "60"],
    ["canarySteps", ""],
    ["samplesMin", "10"],
    ["samplesMin", "99.5"],
    ["qualityMargin", "90"],
    ["latencyIncreaseMax", "-3"],
  ] as const)("says what is wrong with %s “%s”", (field, text) => {
    const { settings, errors } = readDraft({ ...DRAFT, [field]: text });
    expect(settings).toBeNull();
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(/^Give /);
  });
});
