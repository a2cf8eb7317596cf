import { PLANS } from "@/server/contracts/plans";
import type { BillingEventType } from "./billing-provider";
import {
  isLive,
  type SimulatedInvoice,
  type SimulatedSubscription,
  type SimulatorAction,
  type SimulatorState,
  type SimulatorStep,
} from "./simulator-state";

const DAY_MS = 86_400_000;
const RETRY_DAYS = 3;
const ATTEMPTS_MAX = 4;
const NOTICE_DAYS = 3;
const MICROS_PER_CENT = 10_000;
const PRO_CENTS = PLANS.pro.monthlyMicroUsd / MICROS_PER_CENT;
const BLOCK_CENTS = PLANS.pro.overageBlock.microUsd / MICROS_PER_CENT;

/** One step of the simulated provider: the same life of a subscription that Stripe gives it, without money. */
export function simulate(before: SimulatorState, action: SimulatorAction, realNowMs: number): SimulatorStep {
  const run = new Run(before, realNowMs + before.offsetMs);
  run.catchUp(run.nowMs);
  const isDeclined = run.act(action);
  return { state: run.state, events: run.events, isDeclined };
}

/** A step under way; the state is copied with each change. */
class Run {
  state: SimulatorState;
  nowMs: number;
  readonly events: { id: string; type: BillingEventType }[] = [];

  constructor(state: SimulatorState, nowMs: number) {
    this.state = state;
    this.nowMs = nowMs;
  }

  act(action: SimulatorAction): boolean {
    switch (action.type) {
      case "subscribe":
        return !this.#subscribe(action.card, action.trialDays);
      case "change_card":
        this.#set({ card: action.card });
        if (action.card === "good") this.#payOpen();
        return false;
      case "advance":
        this.#set({ offsetMs: this.state.offsetMs + action.days * DAY_MS });
        this.catchUp(this.nowMs + action.days * DAY_MS);
        return false;
      case "set_cancel_at_period_end":
        this.#update({ cancelAtPeriodEnd: action.value });
        return false;
      case "cancel_now":
        this.#cancelNow();
        return false;
      case "report_block":
        this.#report(action.name);
        return false;
    }
  }

  /** Everything that falls due up to a time, in order. */
  catchUp(toMs: number): void {
    for (let due = this.#nextDue(); due !== null && due.atMs <= toMs; due = this.#nextDue()) {
      this.nowMs = due.atMs;
      due.happens();
    }
    this.nowMs = toMs;
  }

  #nextDue(): { atMs: number; happens: () => void } | null {
    const { subscription, invoices } = this.state;
    if (!isLive(subscription)) return null;
    const { trialEndMs, status, hasTrialNotice, periodEndMs } = subscription;
    const dues = [{ atMs: periodEndMs, happens: () => this.#endPeriod(subscription) }];
    if (status === "trialing" && trialEndMs !== null && !hasTrialNotice)
      dues.push({ atMs: trialEndMs - NOTICE_DAYS * DAY_MS, happens: () => this.#announceTrialEnd() });
    for (const { id, nextAttemptMs } of invoices)
      if (nextAttemptMs !== null) dues.push({ atMs: nextAttemptMs, happens: () => this.#charge(id) });
    return dues.sort((left, right) => left.atMs - right.atMs)[0] ?? null;
  }

  #subscribe(card: "good" | "declining", trialDays: number | null): boolean {
    if (isLive(this.state.subscription) || card === "declining") return false;
    this.#set({ card });
    const trialEndMs = trialDays === null ? null : this.nowMs + trialDays * DAY_MS;
    const subscription: SimulatedSubscription = {
      id: this.#id("sub"),
      status: trialEndMs === null ? "active" : "trialing",
      trialStartMs: trialEndMs === null ? null : this.nowMs,
      trialEndMs,
      hasTrialNotice: false,
      periodStartMs: this.nowMs,
      periodEndMs: trialEndMs ?? monthLater(this.nowMs),
      cancelAtPeriodEnd: false,
      endedAtMs: null,
    };
    this.#set({ subscription });
    this.#emit("customer.subscription.created");
    this.#emit("checkout.session.completed");
    if (trialEndMs === null) this.#invoice(PRO_CENTS, "Pro, one month");
    return true;
  }

  #announceTrialEnd(): void {
    this.#update({ hasTrialNotice: true }, "customer.subscription.trial_will_end");
  }

  #endPeriod(subscription: SimulatedSubscription): void {
    const blocks = this.state.blocks.length;
    this.#set({ blocks: [], billedBlocks: [...this.state.billedBlocks, ...this.state.blocks] });
    const forBlocks = blocks === 0 ? "" : `${blocks} × requests past the included ones`;
    if (subscription.cancelAtPeriodEnd) {
      this.#end();
      if (blocks > 0) this.#invoice(blocks * BLOCK_CENTS, forBlocks);
      return;
    }
    const periodStartMs = subscription.periodEndMs;
    const status = subscription.status === "trialing" ? "active" : subscription.status;
    this.#update({ status, periodStartMs, periodEndMs: monthLater(periodStartMs) });
    const description = ["Pro, one month", forBlocks].filter(Boolean).join("; ");
    this.#invoice(PRO_CENTS + blocks * BLOCK_CENTS, description);
  }

  #invoice(cents: number, description: string): void {
    const id = this.#id("in");
    const number = `SIM-${String(this.state.invoices.length + 1).padStart(4, "0")}`;
    const facts = { id, number, createdMs: this.nowMs, cents, description };
    const invoice: SimulatedInvoice = { ...facts, status: "open", attempts: 0, nextAttemptMs: null };
    this.#set({ invoices: [...this.state.invoices, invoice] });
    this.#charge(id);
  }

  #charge(id: string): void {
    const invoice = this.state.invoices.find((each) => each.id === id);
    if (invoice === undefined) return;
    if (this.state.card === "good") {
      this.#paid(id);
      return;
    }
    const attempts = invoice.attempts + 1;
    const isLast = attempts >= ATTEMPTS_MAX;
    this.#setInvoice(id, { attempts, nextAttemptMs: isLast ? null : this.nowMs + RETRY_DAYS * DAY_MS });
    this.#emit("invoice.payment_failed");
    if (isLive(this.state.subscription)) this.#update({ status: isLast ? "unpaid" : "past_due" });
  }

  #paid(id: string): void {
    this.#setInvoice(id, { status: "paid", nextAttemptMs: null });
    this.#emit("invoice.paid");
    const { subscription, invoices } = this.state;
    const isBehind = subscription?.status === "past_due" || subscription?.status === "unpaid";
    if (isBehind && invoices.every(({ status }) => status !== "open")) this.#update({ status: "active" });
  }

  #payOpen(): void {
    for (const { id, status } of this.state.invoices) if (status === "open") this.#paid(id);
  }

  #cancelNow(): void {
    const { subscription } = this.state;
    if (!isLive(subscription)) return;
    const { periodStartMs, periodEndMs, status } = subscription;
    const unused = Math.max(0, (periodEndMs - this.nowMs) / (periodEndMs - periodStartMs));
    this.#end();
    const credit = Math.floor(unused * PRO_CENTS);
    if (status !== "active" || credit === 0) return;
    const id = this.#id("in");
    const number = `SIM-${String(this.state.invoices.length + 1).padStart(4, "0")}`;
    const facts = { id, number, createdMs: this.nowMs, cents: -credit, description: "Unused time on Pro" };
    this.#set({
      invoices: [...this.state.invoices, { ...facts, status: "paid", attempts: 0, nextAttemptMs: null }],
    });
  }

  #end(): void {
    for (const { id, status } of this.state.invoices)
      if (status === "open") this.#setInvoice(id, { status: "void", nextAttemptMs: null });
    this.#update({ status: "canceled", endedAtMs: this.nowMs }, "customer.subscription.deleted");
  }

  #report(name: string): void {
    const { blocks, billedBlocks } = this.state;
    if (blocks.includes(name) || billedBlocks.includes(name)) return;
    this.#set({ blocks: [...blocks, name] });
  }

  #update(
    change: Partial<SimulatedSubscription>,
    event: BillingEventType = "customer.subscription.updated",
  ): void {
    const { subscription } = this.state;
    if (!isLive(subscription)) return;
    this.#set({ subscription: { ...subscription, ...change } });
    this.#emit(event);
  }

  #setInvoice(id: string, change: Partial<SimulatedInvoice>): void {
    this.#set({
      invoices: this.state.invoices.map((each) => (each.id === id ? { ...each, ...change } : each)),
    });
  }

  #emit(type: BillingEventType): void {
    this.events.push({ id: this.#id("evt"), type });
  }

  #id(kind: string): string {
    const sequence = this.state.sequence + 1;
    this.#set({ sequence });
    return `${kind}_sim_${sequence}`;
  }

  #set(change: Partial<SimulatorState>): void {
    this.state = { ...this.state, ...change };
  }
}

/** The same day of the next month, or its last day. */
function monthLater(ms: number): number {
  const from = new Date(ms);
  const next = new Date(ms);
  next.setUTCMonth(from.getUTCMonth() + 1);
  if (next.getUTCDate() !== from.getUTCDate()) next.setUTCDate(0);
  return next.getTime();
}
