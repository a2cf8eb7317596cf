import type {
  BillingProvider,
  ProviderSubscription,
  SubscriptionReading,
} from "@/server/integrations/stripe/billing-provider";

/** Stands for Stripe: what it holds is set by the test, and what is told to it is kept. */
export class FakeBilling implements BillingProvider {
  readonly kind = "stripe";
  subscription: ProviderSubscription | null = null;
  at = new Date();
  readonly blocks: string[] = [];
  readonly calls: string[] = [];
  /** Thrown by the next readings. */
  failure: Error | null = null;

  /** With an organisation it knows of no other, for jobs that look at all of them. */
  constructor(private readonly only: string | null = null) {}

  async now(): Promise<Date> {
    return this.at;
  }
  async pendingEvents(): Promise<never[]> {
    return [];
  }
  async createCustomer({ orgId }: { orgId: string }): Promise<string> {
    return `cus_${orgId}`;
  }
  async startCheckout({ trialDays }: { trialDays: number | null }): Promise<string> {
    this.calls.push(`checkout with ${trialDays ?? "no"} days of trial`);
    return "https://checkout.invalid/";
  }
  async openPortal(): Promise<string> {
    return "https://portal.invalid/";
  }
  async read({ orgId }: { orgId: string }): Promise<SubscriptionReading> {
    if (this.failure !== null) throw this.failure;
    if (this.only !== null && this.only !== orgId) throw new Error("another test’s organisation");
    return { subscription: this.subscription, now: this.at };
  }
  async setCancelAtPeriodEnd(_subscription: object, value: boolean): Promise<void> {
    if (this.subscription !== null) this.subscription = { ...this.subscription, cancelAtPeriodEnd: value };
  }
  async cancelNow(): Promise<void> {
    this.calls.push("cancelled now");
    if (this.subscription !== null)
      this.subscription = { ...this.subscription, status: "canceled", endedAt: this.at };
  }
  async listInvoices(): Promise<never[]> {
    if (this.failure !== null) throw this.failure;
    return [];
  }
  async reportBlock(_customer: object, { name }: { name: string }): Promise<void> {
    if (this.failure !== null) throw this.failure;
    this.blocks.push(name);
  }
}
