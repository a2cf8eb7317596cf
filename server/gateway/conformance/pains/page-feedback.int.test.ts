import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createFeedbackTenant,
  type FeedbackStage,
  startFeedbackStage,
  storedAnswers,
} from "../feedback-stage";
import { DOORS } from "../harness";

let stage: FeedbackStage;

beforeAll(async () => {
  stage = await startFeedbackStage();
});
afterAll(() => stage.close());

describe.each(DOORS)("a page with a publishable key at the %s door", (door) => {
  it("pain 20: feedback from the browser needs a secret. What every visitor may know is enough, and opens nothing else", async () => {
    const tenant = await createFeedbackTenant();
    await stage.converse(tenant, "chat");
    const answer = { session_id: "chat", score: 9 };
    expect((await stage.page(door, tenant, "/nps", answer)).status).toBe(202);
    expect(await storedAnswers(tenant)).toMatchObject([{ sessionId: "chat", score: 9, proof: "anonymous" }]);

    const messages = [{ role: "user", content: "Hello" }];
    for (const [path, body] of [
      ["/chat/completions", { model: "auto", messages }],
      ["/feedback", answer],
      ["/sessions/token", { session_id: "chat" }],
    ] as const) {
      const refused = await stage.page(door, tenant, path, body);
      expect([401, 403], path).toContain(refused.status);
    }
    const elsewhere = { origin: "https://evil.example" };
    expect((await stage.page(door, tenant, "/nps", answer, elsewhere)).status).toBe(403);
  });
});
