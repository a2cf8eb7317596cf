import type Stripe from "stripe";
import { systemClock } from "@/server/core/clock";
import { readLimitedBody } from "@/server/core/limited-body";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import {
  BILLING_EVENT_TYPES,
  type BillingEvent,
  type BillingProvider,
} from "@/server/integrations/stripe/billing-provider";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { type StripeSetup, stripeSetup } from "@/server/integrations/stripe/stripe-client";
import { billingCtx } from "./billing-ctx";
import { handleBillingEvent } from "./handle-billing-event";

const BODY_BYTES_MAX = 512_000;
const TOLERANCE_SECONDS = 300;

/** Stripe's events: verified over the raw body; anything but an effect that failed is answered so that it is not sent again. */
export async function handleStripeWebhook(request: Request): Promise<Response> {
  const setup = stripeSetup();
  if (setup === null) return answer(404, "billing is simulated here");
  return receiveStripeEvent(request, setup, billingProvider());
}

export async function receiveStripeEvent(
  request: Request,
  setup: Pick<StripeSetup, "client" | "webhookSecret" | "isLive">,
  provider: BillingProvider,
): Promise<Response> {
  const event = await verified(request, setup);
  if (event === null) return answer(400, "the signature does not fit");
  // Test events must not give away plans where money moves, nor the other way round.
  if (event.livemode !== setup.isLive) return answer(400, "wrong mode");
  const known = toBillingEvent(event);
  if (known === null) return answer(200, "nothing to do");
  const orgId = await orgOf(known.customerId);
  if (orgId === null) return answer(200, "unknown customer");
  try {
    return answer(200, await handleBillingEvent(billingCtx(orgId, systemClock.now()), known, provider));
  } catch (thrown) {
    log.error("a billing event failed", { orgId, kind: known.type, ...errorFields(thrown) });
    return answer(500, "try again");
  }
}

async function verified(
  request: Request,
  { client, webhookSecret }: Pick<StripeSetup, "client" | "webhookSecret">,
): Promise<Stripe.Event | null> {
  const signature = request.headers.get("stripe-signature");
  if (signature === null) return null;
  try {
    const body = await readLimitedBody(request, BODY_BYTES_MAX);
    return await client.webhooks.constructEventAsync(body, signature, webhookSecret, TOLERANCE_SECONDS);
  } catch {
    // Whatever is wrong with it, the sender learns only that it does not fit.
    return null;
  }
}

function toBillingEvent({ id, type, data }: Stripe.Event): BillingEvent | null {
  const known = BILLING_EVENT_TYPES.find((each) => each === type);
  const object: object = data.object;
  if (known === undefined || !("customer" in object)) return null;
  const { customer } = object;
  const customerId =
    typeof customer === "object" && customer !== null && "id" in customer ? customer.id : customer;
  return typeof customerId === "string" ? { id, type: known, customerId } : null;
}

async function orgOf(customerId: string): Promise<string | null> {
  const row = await systemDb().subscription.findUnique({
    where: { stripeCustomerId: customerId },
    select: { orgId: true },
  });
  return row?.orgId ?? null;
}

function answer(status: number, text: string): Response {
  return Response.json({ result: text }, { status, headers: { "cache-control": "no-store" } });
}
