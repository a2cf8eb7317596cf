/** Who takes the money: Stripe, or the built-in simulator where there are no keys for it. */
export interface BillingProvider {
  readonly kind: "stripe" | "simulator";
  /** Its present. */
  now(of: { orgId: string }): Promise<Date>;
  /** Events that come of time alone; Stripe sends its own. */
  pendingEvents(of: { orgId: string }): Promise<BillingEvent[]>;
  createCustomer(customer: NewCustomer): Promise<string>;
  /** Where the customer chooses how to pay for Pro. */
  startCheckout(checkout: Checkout): Promise<string>;
  /** Where cards, invoices and addresses are looked after. */
  openPortal(portal: PortalVisit): Promise<string>;
  /** The subscription as it is now; of several the one that counts. Null: there never was one. */
  read(customer: Customer): Promise<SubscriptionReading>;
  setCancelAtPeriodEnd(subscription: CustomerSubscription, value: boolean): Promise<void>;
  /** At once, with what was paid and not used given back. */
  cancelNow(subscription: CustomerSubscription): Promise<void>;
  listInvoices(customer: Customer): Promise<ProviderInvoice[]>;
  /** Tells of one block of requests past the included ones; telling it twice under one name is telling it once. */
  reportBlock(customer: Customer, block: UsageBlock): Promise<void>;
}

export interface Customer {
  orgId: string;
  customerId: string;
}

export interface CustomerSubscription extends Customer {
  subscriptionId: string;
}

export interface NewCustomer {
  orgId: string;
  name: string;
  email: string;
}

export interface Checkout extends Customer {
  orgSlug: string;
  trialDays: number | null;
  /** Address of the billing settings. */
  returnUrl: string;
}

export interface PortalVisit extends Customer {
  orgSlug: string;
  returnUrl: string;
}

export type SubscriptionStatus = "trialing" | "active" | "past_due" | "unpaid" | "paused" | "canceled";

export interface ProviderSubscription {
  id: string;
  status: SubscriptionStatus;
  trialStart: Date | null;
  trialEnd: Date | null;
  periodStart: Date | null;
  periodEnd: Date | null;
  cancelAtPeriodEnd: boolean;
  endedAt: Date | null;
  /** Date of the oldest invoice that could not be collected. */
  unpaidSince: Date | null;
}

export interface SubscriptionReading {
  subscription: ProviderSubscription | null;
  /** The provider's present; the simulator's clock can be put forward. */
  now: Date;
}

export type InvoiceStatus = "draft" | "open" | "paid" | "void" | "uncollectible";

export interface ProviderInvoice {
  id: string;
  number: string | null;
  createdAt: Date;
  totalMicroUsd: number;
  status: InvoiceStatus;
  /** What it is for, in a few words. */
  description: string;
  url: string | null;
}

export interface UsageBlock {
  /** Unique over all blocks of all customers. */
  name: string;
  at: Date;
}

/** The event types that have a handler. */
export const BILLING_EVENT_TYPES = [
  "checkout.session.completed",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.trial_will_end",
  "invoice.paid",
  "invoice.payment_failed",
] as const;
export type BillingEventType = (typeof BILLING_EVENT_TYPES)[number];

/** Something happened at the provider. What it says of the state is not used: that is read anew. */
export interface BillingEvent {
  id: string;
  type: BillingEventType;
  customerId: string;
}
