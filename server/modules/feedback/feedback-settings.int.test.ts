import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_FEEDBACK_SETTINGS } from "@/server/contracts/feedback-settings";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getFeedbackSettings } from "./get-feedback-settings";
import { updateFeedbackSettings } from "./update-feedback-settings";

afterAll(disconnectDb);

describe("a project's feedback settings", () => {
  it("are the defaults until somebody changes them; what changed is in the audit log", async () => {
    const org = await createTestOrg();
    const { projectId } = org;
    expect(await getFeedbackSettings(org.as(), { projectId })).toEqual({
      projectId,
      ...DEFAULT_FEEDBACK_SETTINGS,
    });
    const changes = { productName: "Ada", sampleRate: 0.5, askEveryDays: 60 };
    const saved = await updateFeedbackSettings(org.as(), { projectId, ...changes });
    expect(saved).toEqual({ projectId, ...DEFAULT_FEEDBACK_SETTINGS, ...changes });
    expect(await getFeedbackSettings(org.as(), { projectId })).toEqual(saved);
    const entry = await systemDb().auditEntry.findFirstOrThrow({ where: { orgId: org.orgId } });
    expect(entry).toMatchObject({ action: "feedback_settings.updated", targetId: projectId, changes });
  });

  it("refuse what cannot be", async () => {
    const org = await createTestOrg();
    const { projectId } = org;
    for (const wrong of [
      { sampleRate: 0.02, sampleFloor: 0.05 },
      { sampleRate: 0 },
      { askEveryDays: 0 },
      { accent: "red" },
      { productName: "x".repeat(61) },
    ]) {
      const code = await codeOf(updateFeedbackSettings(org.as(), { projectId, ...wrong }));
      expect([wrong, code]).toEqual([wrong, "invalid_request"]);
    }
    expect(await auditTrail(org)).toEqual([]);
  });

  it("are seen by everybody and changed by owners and admins, of that organisation only", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { projectId } = org;
    expect(await codeOf(getFeedbackSettings(other.as(), { projectId }))).toBe("not_found");
    expect(await codeOf(updateFeedbackSettings(other.as(), { projectId, isEnabled: false }))).toBe(
      "not_found",
    );
    expect((await getFeedbackSettings(org.as(), { projectId })).isEnabled).toBe(true);
    const update = (ctx: ReturnType<typeof org.as>) => updateFeedbackSettings(ctx, { projectId });
    expect(await rolesThatMay(org, update)).toEqual(["owner", "admin"]);
  });
});
