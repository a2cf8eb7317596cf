import type { BillingEventType, InvoiceStatus, SubscriptionStatus } from "./billing-provider";

/** What the simulator knows of one customer. Times are milliseconds of its own clock. */
export interface SimulatorState {
  /** How far its clock was put forward. */
  offsetMs: number;
  card: SimulatedCard | null;
  subscription: SimulatedSubscription | null;
  invoices: readonly SimulatedInvoice[];
  /** Names of blocks that are on no invoice yet. */
  blocks: readonly string[];
  /** Blocks of the past, so that none is taken twice. */
  billedBlocks: readonly string[];
  sequence: number;
}

export type SimulatedCard = "good" | "declining";

export interface SimulatedSubscription {
  id: string;
  status: SubscriptionStatus;
  trialStartMs: number | null;
  trialEndMs: number | null;
  hasTrialNotice: boolean;
  periodStartMs: number;
  periodEndMs: number;
  cancelAtPeriodEnd: boolean;
  endedAtMs: number | null;
}

export interface SimulatedInvoice {
  id: string;
  number: string;
  createdMs: number;
  cents: number;
  description: string;
  status: InvoiceStatus;
  attempts: number;
  /** Null: it is not tried again by itself. */
  nextAttemptMs: number | null;
}

export type SimulatorAction =
  | { type: "subscribe"; card: SimulatedCard; trialDays: number | null }
  | { type: "change_card"; card: SimulatedCard }
  | { type: "advance"; days: number }
  | { type: "set_cancel_at_period_end"; value: boolean }
  | { type: "cancel_now" }
  | { type: "report_block"; name: string };

export interface SimulatorStep {
  state: SimulatorState;
  events: readonly { id: string; type: BillingEventType }[];
  /** The card was declined at the checkout: nothing was bought. */
  isDeclined: boolean;
}

export const NEW_SIMULATION: SimulatorState = {
  offsetMs: 0,
  card: null,
  subscription: null,
  invoices: [],
  blocks: [],
  billedBlocks: [],
  sequence: 0,
};

/** Whether there is a subscription that has not ended. */
export function isLive(subscription: SimulatedSubscription | null): subscription is SimulatedSubscription {
  return subscription !== null && subscription.status !== "canceled";
}
