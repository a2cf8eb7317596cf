import { expect, it } from "vitest";
import { DEFAULT_FEEDBACK_SETTINGS } from "@/server/contracts/feedback-settings";
import { FeedbackFormValues, toFeedbackForm, toFeedbackSettings } from "./feedback-form-values";

const SETTINGS = {
  projectId: "prj_1",
  ...DEFAULT_FEEDBACK_SETTINGS,
  wording: { de: { thanks: "Danke!" } },
  sampleRate: 0.125,
};

it("comes back as it was, with what the form does not show", () => {
  const values = FeedbackFormValues.parse(toFeedbackForm(SETTINGS));
  expect(toFeedbackSettings(SETTINGS, values)).toEqual(SETTINGS);
});

it("takes an empty name and cap as none, and percents as shares", () => {
  const typed = {
    ...toFeedbackForm(SETTINGS),
    productName: " Ada ",
    asksPerDayMax: "500",
    samplePercent: "50",
  };
  expect(toFeedbackSettings(SETTINGS, FeedbackFormValues.parse(typed))).toMatchObject({
    ...{ productName: "Ada", asksPerDayMax: 500, sampleRate: 0.5 },
  });
});

it("says which field is wrong", () => {
  const fieldsOf = (typed: object) => {
    const { error } = FeedbackFormValues.safeParse({ ...toFeedbackForm(SETTINGS), ...typed });
    return error?.issues.map((issue) => issue.path[0]);
  };
  expect(fieldsOf({ floorPercent: "60", samplePercent: "50" })).toEqual(["floorPercent"]);
  expect(fieldsOf({ askEveryDays: "0" })).toEqual(["askEveryDays"]);
  expect(fieldsOf({ accent: "red" })).toEqual(["accent"]);
  expect(fieldsOf({ asksPerDayMax: "many" })).toEqual(["asksPerDayMax"]);
});
