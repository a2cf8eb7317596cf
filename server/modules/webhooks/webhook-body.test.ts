import { describe, expect, it } from "vitest";
import { webhookBody } from "./webhook-body";

const event = { eventType: "nps.created", occurredAt: new Date("2026-11-26T10:00:00Z") };

describe("the body of a webhook", () => {
  it("has the type, the time and the data", () => {
    expect(JSON.parse(webhookBody({ ...event, payload: { score: 9 } }))).toEqual({
      type: "nps.created",
      timestamp: "2026-11-26T10:00:00.000Z",
      data: { score: 9 },
    });
  });

  it("never grows beyond 20 KB, and says so where something is left out", () => {
    const body = webhookBody({ ...event, payload: { id: "nps_1", comment: "é".repeat(20_000) } });
    expect(JSON.parse(body).data).toEqual({ id: "nps_1", truncated: true });
  });
});
