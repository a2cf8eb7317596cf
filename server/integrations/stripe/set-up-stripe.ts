import { PLANS } from "@/server/contracts/plans";
import { stripeClient } from "./stripe-client";
import { METER_EVENT } from "./stripe-provider";

const MICROS_PER_CENT = 10_000;
const LOOKUP = { pro: "floopy_pro_monthly", overage: "floopy_overage_block" } as const;

/** Makes what the plan table says in Stripe, or finds it; returns the variables to set. Repeating it changes nothing. */
export async function setUpStripe(key: string, apiUrl?: string): Promise<Record<string, string>> {
  const stripe = stripeClient(key, apiUrl);
  const { data: prices } = await stripe.prices.list({ lookup_keys: Object.values(LOOKUP), limit: 10 });
  const priceOf = (lookup: string): string | undefined =>
    prices.find(({ lookup_key: name }) => name === lookup)?.id;
  const pro = priceOf(LOOKUP.pro) ?? (await createPro(stripe));
  const overage = priceOf(LOOKUP.overage) ?? (await createOverage(stripe));
  return { STRIPE_PRICE_PRO: pro, STRIPE_PRICE_OVERAGE: overage };
}

type Client = ReturnType<typeof stripeClient>;

async function createPro(stripe: Client): Promise<string> {
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: PLANS.pro.monthlyMicroUsd / MICROS_PER_CENT,
    recurring: { interval: "month" },
    lookup_key: LOOKUP.pro,
    product_data: { name: "Floopy Pro" },
  });
  return price.id;
}

async function createOverage(stripe: Client): Promise<string> {
  const { requests, microUsd } = PLANS.pro.overageBlock;
  const meter = await stripe.billing.meters.create({
    display_name: "Blocks of requests",
    event_name: METER_EVENT,
    default_aggregation: { formula: "sum" },
    customer_mapping: { type: "by_id", event_payload_key: "stripe_customer_id" },
    value_settings: { event_payload_key: "value" },
  });
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: microUsd / MICROS_PER_CENT,
    recurring: { interval: "month", usage_type: "metered", meter: meter.id },
    lookup_key: LOOKUP.overage,
    product_data: { name: `Floopy, ${requests.toLocaleString("en-US")} requests more` },
  });
  return price.id;
}
