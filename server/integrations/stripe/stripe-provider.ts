import type Stripe from "stripe";
import type {
  BillingEvent,
  BillingProvider,
  Checkout,
  Customer,
  CustomerSubscription,
  NewCustomer,
  PortalVisit,
  ProviderInvoice,
  SubscriptionReading,
  UsageBlock,
} from "./billing-provider";
import type { StripeSetup } from "./stripe-client";
import { pickSubscription, toInvoice, toSubscription } from "./stripe-objects";

/** Name of the billing meter that counts blocks of requests; the setup command makes it. */
export const METER_EVENT = "floopy_overage_block";
const SUBSCRIPTIONS_MAX = 100;
const INVOICES_MAX = 24;

export class StripeProvider implements BillingProvider {
  readonly kind = "stripe";
  readonly #setup: StripeSetup;

  constructor(setup: StripeSetup) {
    this.#setup = setup;
  }

  async now(): Promise<Date> {
    return new Date();
  }

  async pendingEvents(): Promise<BillingEvent[]> {
    return [];
  }

  async createCustomer({ orgId, name, email }: NewCustomer): Promise<string> {
    const customer = await this.#stripe.customers.create(
      { name, email, metadata: { org_id: orgId } },
      { idempotencyKey: `customer:${orgId}` },
    );
    return customer.id;
  }

  async startCheckout({ orgId, customerId, trialDays, returnUrl }: Checkout): Promise<string> {
    const { pricePro, priceOverage, computesTax } = this.#setup;
    const session = await this.#stripe.checkout.sessions.create({
      mode: "subscription",
      customer: customerId,
      client_reference_id: orgId,
      line_items: [{ price: pricePro, quantity: 1 }, { price: priceOverage }],
      subscription_data: {
        metadata: { org_id: orgId },
        ...(trialDays === null ? {} : { trial_period_days: trialDays }),
      },
      payment_method_collection: "always",
      automatic_tax: { enabled: computesTax },
      tax_id_collection: { enabled: computesTax },
      customer_update: { address: "auto", name: "auto" },
      success_url: `${returnUrl}&checkout=done`,
      cancel_url: returnUrl,
    });
    if (session.url === null) throw new Error("Stripe gave no address for the checkout");
    return session.url;
  }

  async openPortal({ customerId, returnUrl }: PortalVisit): Promise<string> {
    const session = await this.#stripe.billingPortal.sessions.create({
      customer: customerId,
      return_url: returnUrl,
    });
    return session.url;
  }

  async read({ customerId }: Customer): Promise<SubscriptionReading> {
    const { data } = await this.#stripe.subscriptions.list({
      customer: customerId,
      status: "all",
      limit: SUBSCRIPTIONS_MAX,
    });
    const picked = pickSubscription(data);
    const subscription = picked === null ? null : toSubscription(picked, await this.#openInvoices(picked));
    return { subscription, now: new Date() };
  }

  async #openInvoices({ id, status }: Stripe.Subscription): Promise<Stripe.Invoice[]> {
    if (status !== "past_due" && status !== "unpaid") return [];
    const { data } = await this.#stripe.invoices.list({
      subscription: id,
      status: "open",
      limit: INVOICES_MAX,
    });
    return data;
  }

  async setCancelAtPeriodEnd({ subscriptionId }: CustomerSubscription, value: boolean): Promise<void> {
    await this.#stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: value });
  }

  async cancelNow({ subscriptionId }: CustomerSubscription): Promise<void> {
    await this.#stripe.subscriptions.cancel(subscriptionId, { prorate: true, invoice_now: true });
  }

  async listInvoices({ customerId }: Customer): Promise<ProviderInvoice[]> {
    const { data } = await this.#stripe.invoices.list({ customer: customerId, limit: INVOICES_MAX });
    return data.map(toInvoice);
  }

  /** The identifier makes it count once at the meter, the key makes a repeated call the same call. */
  async reportBlock({ customerId }: Customer, { name, at }: UsageBlock): Promise<void> {
    await this.#stripe.billing.meterEvents.create(
      {
        event_name: METER_EVENT,
        identifier: name,
        timestamp: Math.floor(at.getTime() / 1_000),
        payload: { stripe_customer_id: customerId, value: "1" },
      },
      { idempotencyKey: `meter:${name}` },
    );
  }

  get #stripe(): Stripe {
    return this.#setup.client;
  }
}
