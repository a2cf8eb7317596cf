import { z } from "zod";
import {
  CreateWebhookInput,
  DeliveryPage,
  ListDeliveriesInput,
  ListWebhooksOutput,
  RedeliverInput,
  UpdateWebhookInput,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointInput,
  WebhookWithSecret,
} from "@/server/contracts/webhooks";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { createWebhook } from "./create-webhook";
import { deleteWebhook } from "./delete-webhook";
import { listDeliveries } from "./list-deliveries";
import { listWebhooks } from "./list-webhooks";
import { redeliver } from "./redeliver";
import { rotateWebhookSecret } from "./rotate-webhook-secret";
import { sendTestEvent } from "./send-test-event";
import { updateWebhook } from "./update-webhook";

export const webhooksRouter = router({
  list: procedure
    .requires("webhook:read")
    .output(ListWebhooksOutput)
    .query(({ ctx }) => listWebhooks(ctx.org)),
  create: procedure
    .requires("webhook:manage")
    .input(CreateWebhookInput)
    .output(WebhookWithSecret)
    .mutation(({ ctx, input }) => createWebhook(ctx.org, input)),
  update: procedure
    .requires("webhook:manage")
    .input(UpdateWebhookInput)
    .output(WebhookEndpoint)
    .mutation(({ ctx, input }) => updateWebhook(ctx.org, input)),
  delete: procedure
    .requires("webhook:manage")
    .input(WebhookEndpointInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteWebhook(ctx.org, input)),
  rotateSecret: procedure
    .requires("webhook:manage")
    .input(WebhookEndpointInput)
    .output(WebhookWithSecret)
    .mutation(({ ctx, input }) => rotateWebhookSecret(ctx.org, input)),
  sendTest: procedure
    .requires("webhook:manage")
    .input(WebhookEndpointInput)
    .output(z.object({ deliveryId: z.string() }))
    .mutation(({ ctx, input }) => sendTestEvent(ctx.org, input)),
  deliveries: procedure
    .requires("webhook:read")
    .input(ListDeliveriesInput)
    .output(DeliveryPage)
    .query(({ ctx, input }) => listDeliveries(ctx.org, input)),
  redeliver: procedure
    .requires("webhook:manage")
    .input(RedeliverInput)
    .output(WebhookDelivery)
    .mutation(({ ctx, input }) => redeliver(ctx.org, input)),
});
