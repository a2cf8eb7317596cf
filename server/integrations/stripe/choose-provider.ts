import type { BillingProvider } from "./billing-provider";
import { SimulatorProvider } from "./simulator-provider";
import { stripeSetup } from "./stripe-client";
import { StripeProvider } from "./stripe-provider";

let chosen: BillingProvider | undefined;

/** Stripe where there are keys for it, else the simulator. */
export function billingProvider(): BillingProvider {
  chosen ??= chooseProvider();
  return chosen;
}

function chooseProvider(): BillingProvider {
  const setup = stripeSetup();
  return setup === null ? new SimulatorProvider() : new StripeProvider(setup);
}
