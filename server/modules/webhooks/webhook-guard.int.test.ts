import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { createTestWebhook } from "@/server/testing/webhook-factory";
import { createWebhook } from "./create-webhook";
import { callEndpoint } from "./deliver-webhooks";
import { sendTestEvent } from "./send-test-event";
import { updateWebhook } from "./update-webhook";

afterAll(disconnectDb);

const PRIVATE = [
  "http://example.com/hook",
  "https://127.0.0.1/hook",
  "https://169.254.169.254/latest/meta-data",
  "https://[::ffff:10.0.0.1]/hook",
  "https://localhost/hook",
  "https://user:secret@example.com/hook",
  "https://example.com:8080/hook",
];

describe("a webhook’s address", () => {
  it.each(PRIVATE)("%s is refused, at creation and at a change", async (url) => {
    const org = await createTestOrg("pro");
    const eventTypes = ["nps.created" as const];
    await expect(createWebhook(org.as(), { url, eventTypes })).rejects.toMatchObject({
      code: "invalid_field",
      param: "url",
    });
    const { endpoint } = await createWebhook(org.as(), { url: "https://203.1.113.7/hook", eventTypes });
    await expect(updateWebhook(org.as(), { endpointId: endpoint.id, url })).rejects.toMatchObject({
      param: "url",
    });
  });

  it("is checked again at each call, where it got into the table some other way", async () => {
    const org = await createTestOrg("pro");
    const ids = { webhookId: newId("whe"), webhookDeliveryId: newId("whd"), outboxMessageId: newId("out") };
    await createTestWebhook(org.orgId, ids);
    const { deliveryId } = await sendTestEvent(org.as(), { endpointId: ids.webhookId });
    await callEndpoint(deliveryId, () => new Date());
    const row = await systemDb().webhookDelivery.findUniqueOrThrow({ where: { id: deliveryId } });
    expect(row).toMatchObject({ lastStatus: null, deliveredAt: null });
    expect(row.lastError).toMatch(/public internet|refused/);
  });
});
