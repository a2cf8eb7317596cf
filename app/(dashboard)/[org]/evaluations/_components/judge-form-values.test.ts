import { describe, expect, it } from "vitest";
import { JudgeFormValues, toFormValues, toSettings } from "./judge-form-values";

const SETTINGS = {
  projectId: "prj_1",
  model: "openai/gpt-5.4-mini",
  sampleRate: 0.125,
  monthlyBudgetMicroUsd: 12_500_000,
  isTeaching: true,
  rubricVersion: 3,
  rubric: "5 is good, 1 is bad, the rest between.",
};

describe("the judge's form", () => {
  it("gives back the settings it was filled with", () => {
    const { projectId: _, rubricVersion: __, ...same } = SETTINGS;
    expect(toSettings(JudgeFormValues.parse(toFormValues(SETTINGS)))).toEqual(same);
  });

  it("is off without a model", () => {
    const values = JudgeFormValues.parse({ ...toFormValues({ ...SETTINGS, model: null }) });
    expect(toSettings(values).model).toBeNull();
  });

  it.each([{ samplePercent: 0 }, { samplePercent: "" }, { budgetUsd: -1 }, { rubric: "good" }])(
    "refuses %j",
    (change) => {
      expect(JudgeFormValues.safeParse({ ...toFormValues(SETTINGS), ...change }).success).toBe(false);
    },
  );
});
