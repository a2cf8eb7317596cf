import { describe, expect, it } from "vitest";
import { draftOf, settingsOf } from "./detector-draft";

describe("the form of a remote detector", () => {
  it("gives back the settings that it was filled from", () => {
    const settings = {
      kind: "webhook",
      url: "https://example.com/check",
      mode: "block",
      onError: "block",
      checksInput: true,
      checksOutput: true,
      timeoutMs: 300,
      samplePercent: 50,
      lengthMin: 10,
    } as const;
    const detector = { projectId: "p", settings, version: 1, lastFour: "abcd", updatedAt: new Date() };
    expect(settingsOf(draftOf(detector))).toEqual({ settings, errors: null });
  });

  it("takes OpenAI’s own moderation model where none is named, and assumes nothing about failures", () => {
    const draft = { ...draftOf(null), providerKeyId: "pkey_1" };
    expect(settingsOf(draft).errors).toEqual({ onError: "Choose what happens when no verdict comes." });
    expect(settingsOf({ ...draft, onError: "allow" }).settings).toMatchObject({
      model: "omni-moderation-latest",
      timeoutMs: 800,
    });
  });

  it("says what is wrong beside its field", () => {
    const { errors } = settingsOf({
      ...draftOf(null),
      ...{ kind: "guard_model", onError: "allow", timeoutMs: "10", samplePercent: "", checksInput: false },
    });
    expect(Object.keys(errors ?? {}).sort()).toEqual([
      "model",
      "providerKeyId",
      "samplePercent",
      "timeoutMs",
    ]);
    const none = settingsOf({ ...draftOf(null), providerKeyId: "p", onError: "allow", checksInput: false });
    expect(none.errors).toEqual({ checksInput: "Choose requests, answers or both." });
  });
});
