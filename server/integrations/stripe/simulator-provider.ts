import { z } from "zod";
import type { Prisma } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
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
import { simulate } from "./simulate";
import {
  NEW_SIMULATION,
  type SimulatorAction,
  type SimulatorState,
  type SimulatorStep,
} from "./simulator-state";

const MICROS_PER_CENT = 10_000;

/** The built-in stand-in for Stripe: the same interface and the same life of a subscription, without money. */
export class SimulatorProvider implements BillingProvider {
  readonly kind = "simulator";

  async now({ orgId }: { orgId: string }): Promise<Date> {
    return new Date(Date.now() + (await readSimulation(orgId)).offsetMs);
  }

  async pendingEvents({ orgId }: { orgId: string }): Promise<BillingEvent[]> {
    return (await this.act(orgId, { type: "advance", days: 0 })).events;
  }

  async createCustomer({ orgId }: NewCustomer): Promise<string> {
    return `sim_${orgId}`;
  }

  async startCheckout({ orgSlug }: Checkout): Promise<string> {
    return `/${orgSlug}/billing-simulator?page=checkout`;
  }

  async openPortal({ orgSlug }: PortalVisit): Promise<string> {
    return `/${orgSlug}/billing-simulator?page=portal`;
  }

  async read({ orgId }: Customer): Promise<SubscriptionReading> {
    const { offsetMs, subscription, invoices } = await readSimulation(orgId);
    const now = new Date(Date.now() + offsetMs);
    if (subscription === null) return { subscription: null, now };
    const unpaid = invoices.filter(({ status }) => status === "open").map(({ createdMs }) => createdMs);
    return {
      now,
      subscription: {
        id: subscriptionIdOf(orgId, subscription.id),
        status: subscription.status,
        trialStart: timeOf(subscription.trialStartMs),
        trialEnd: timeOf(subscription.trialEndMs),
        periodStart: new Date(subscription.periodStartMs),
        periodEnd: new Date(subscription.periodEndMs),
        cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
        endedAt: timeOf(subscription.endedAtMs),
        unpaidSince: unpaid.length === 0 ? null : new Date(Math.min(...unpaid)),
      },
    };
  }

  async setCancelAtPeriodEnd({ orgId }: CustomerSubscription, value: boolean): Promise<void> {
    await this.act(orgId, { type: "set_cancel_at_period_end", value });
  }

  async cancelNow({ orgId }: CustomerSubscription): Promise<void> {
    await this.act(orgId, { type: "cancel_now" });
  }

  async listInvoices({ orgId }: Customer): Promise<ProviderInvoice[]> {
    const { invoices } = await readSimulation(orgId);
    return invoices
      .map(({ id, number, createdMs, cents, status, description }) => ({
        ...{ id, number, status, description, url: null },
        createdAt: new Date(createdMs),
        totalMicroUsd: cents * MICROS_PER_CENT,
      }))
      .reverse();
  }

  async reportBlock({ orgId }: Customer, { name }: UsageBlock): Promise<void> {
    await this.act(orgId, { type: "report_block", name });
  }

  /** What a person does on the simulated pages, or time; returns what the provider would tell us of it. */
  async act(
    orgId: string,
    action: SimulatorAction,
  ): Promise<{ events: BillingEvent[]; step: SimulatorStep }> {
    return withTenant({ orgId }, async (tx) => {
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`simulator:${orgId}`}, 0))`;
      const row = await tx.billingSimulation.findUnique({ where: { orgId }, select: { state: true } });
      const step = simulate(readState(row?.state), action, Date.now());
      const state: Prisma.InputJsonObject = JSON.parse(JSON.stringify(step.state));
      await tx.billingSimulation.upsert({
        where: { orgId },
        create: { orgId, state },
        update: { state },
        select: { orgId: true },
      });
      const customerId = `sim_${orgId}`;
      return {
        step,
        events: step.events.map(({ id, type }) => ({ id: `${id}_${orgId}`, type, customerId })),
      };
    });
  }
}

/** Outside any transaction, so that one which waits for it holds up no other. */
async function readSimulation(orgId: string): Promise<SimulatorState> {
  const row = await systemDb().billingSimulation.findUnique({ where: { orgId }, select: { state: true } });
  return readState(row?.state);
}

function subscriptionIdOf(orgId: string, id: string): string {
  return `${id}_${orgId}`;
}

function timeOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

const ms = z.number();
const StatusSchema = z.enum(["trialing", "active", "past_due", "unpaid", "paused", "canceled"]);
const StateSchema = z.object({
  offsetMs: ms,
  card: z.enum(["good", "declining"]).nullable(),
  subscription: z
    .object({
      id: z.string(),
      status: StatusSchema,
      trialStartMs: ms.nullable(),
      trialEndMs: ms.nullable(),
      hasTrialNotice: z.boolean(),
      periodStartMs: ms,
      periodEndMs: ms,
      cancelAtPeriodEnd: z.boolean(),
      endedAtMs: ms.nullable(),
    })
    .nullable(),
  invoices: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      createdMs: ms,
      cents: z.int(),
      description: z.string(),
      status: z.enum(["draft", "open", "paid", "void", "uncollectible"]),
      attempts: z.int(),
      nextAttemptMs: ms.nullable(),
    }),
  ),
  blocks: z.array(z.string()),
  billedBlocks: z.array(z.string()),
  sequence: z.int(),
});

function readState(stored: unknown): SimulatorState {
  return stored === undefined ? NEW_SIMULATION : StateSchema.parse(stored);
}
