import Stripe from "stripe";
import { env } from "@/server/env";

const TIMEOUT_MS = 8_000;
const RETRIES_MAX = 2;

export interface StripeSetup {
  client: Stripe;
  webhookSecret: string;
  pricePro: string;
  priceOverage: string;
  /** Whether real money moves; events of the other kind are refused. */
  isLive: boolean;
  computesTax: boolean;
}

/** Stripe as the environment says; null where there are no keys for it. */
export function stripeSetup(): StripeSetup | null {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: webhookSecret, ...rest } = env();
  const { STRIPE_PRICE_PRO: pricePro, STRIPE_PRICE_OVERAGE: priceOverage, STRIPE_TAX, STRIPE_API_URL } = rest;
  if (key === undefined || webhookSecret === undefined) return null;
  if (pricePro === undefined || priceOverage === undefined) return null;
  const isLive = /^(sk|rk)_live_/.test(key);
  return {
    client: stripeClient(key, STRIPE_API_URL),
    ...{ webhookSecret, pricePro, priceOverage, isLive, computesTax: STRIPE_TAX },
  };
}

export function stripeClient(key: string, apiUrl: string | undefined): Stripe {
  return new Stripe(key, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES_MAX,
    telemetry: false,
    ...(apiUrl === undefined ? {} : placeOf(new URL(apiUrl))),
  });
}

function placeOf(url: URL): Pick<Stripe.StripeConfig, "host" | "port" | "protocol"> {
  return { host: url.hostname, port: url.port, protocol: url.protocol === "http:" ? "http" : "https" };
}
