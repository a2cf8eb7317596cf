import { describe, expect, it } from "vitest";
import { simulate } from "./simulate";
import { NEW_SIMULATION, type SimulatorAction, type SimulatorState } from "./simulator-state";

const START = Date.parse("2026-01-31T10:00:00Z");
const DAY_MS = 86_400_000;

function live(actions: readonly SimulatorAction[]): { state: SimulatorState; types: string[] } {
  let state = NEW_SIMULATION;
  const types: string[] = [];
  for (const action of actions) {
    const step = simulate(state, action, START);
    state = step.state;
    types.push(...step.events.map(({ type }) => type));
  }
  return { state, types };
}

const BUY: SimulatorAction = { type: "subscribe", card: "good", trialDays: null };
const TRY: SimulatorAction = { type: "subscribe", card: "good", trialDays: 14 };
const days = (count: number): SimulatorAction => ({ type: "advance", days: count });
const DECLINE: SimulatorAction = { type: "change_card", card: "declining" };

describe("the simulated provider", () => {
  it("sells nothing to a card that is declined", () => {
    const step = simulate(NEW_SIMULATION, { ...BUY, card: "declining" }, START);
    expect(step).toMatchObject({ isDeclined: true, events: [], state: { subscription: null, invoices: [] } });
  });

  it("renews each month on its day, or on the last one of a shorter month", () => {
    const { state, types } = live([BUY, days(60)]);
    expect(new Date(state.subscription?.periodEndMs ?? 0).toISOString()).toBe("2026-04-28T10:00:00.000Z");
    expect(state.invoices.map(({ cents, status }) => [cents, status])).toEqual([
      [5_900, "paid"],
      [5_900, "paid"],
      [5_900, "paid"],
    ]);
    expect(types.filter((type) => type === "invoice.paid")).toHaveLength(3);
  });

  it("tells of the end of a trial three days before, then takes the first payment", () => {
    const early = live([TRY, days(10)]);
    expect(early.state.invoices).toEqual([]);
    expect(early.types).not.toContain("customer.subscription.trial_will_end");
    const { state, types } = live([TRY, days(15)]);
    expect(types).toContain("customer.subscription.trial_will_end");
    expect(state.subscription?.status).toBe("active");
    expect(state.invoices).toMatchObject([{ cents: 5_900, status: "paid" }]);
  });

  it("tries a card that fails again, gives up after four times, and takes what is open from a good one", () => {
    const failing = live([BUY, DECLINE, days(29)]);
    expect(failing.state.subscription?.status).toBe("past_due");
    const given = live([BUY, DECLINE, days(40)]);
    expect(given.state.subscription?.status).toBe("unpaid");
    expect(given.types.filter((type) => type === "invoice.payment_failed")).toHaveLength(4);
    const healed = live([BUY, DECLINE, days(40), { type: "change_card", card: "good" }]);
    expect(healed.state.subscription?.status).toBe("active");
    expect(healed.state.invoices.every(({ status }) => status === "paid")).toBe(true);
  });

  it("ends at the end of the period when cancelled, unless that is taken back", () => {
    const cancel: SimulatorAction = { type: "set_cancel_at_period_end", value: true };
    const ended = live([BUY, cancel, days(30)]).state.subscription;
    expect(ended).toMatchObject({ status: "canceled", endedAtMs: START + 28 * DAY_MS });
    const resumed = live([BUY, cancel, { ...cancel, value: false }, days(30)]).state.subscription;
    expect(resumed).toMatchObject({ status: "active", endedAtMs: null });
  });

  it("bills each block of requests once, with the next invoice", () => {
    const block: SimulatorAction = { type: "report_block", name: "2026-02:1" };
    const { state } = live([BUY, block, block, { ...block, name: "2026-02:2" }, days(30), block, days(30)]);
    expect(state.invoices.map(({ cents }) => cents)).toEqual([5_900, 7_500, 5_900]);
  });

  it("gives back what was paid and not used when it is cancelled at once", () => {
    const { state, types } = live([BUY, days(14), { type: "cancel_now" }]);
    expect(state.subscription?.status).toBe("canceled");
    expect(state.invoices.at(-1)).toMatchObject({ cents: -2_950, status: "paid" });
    expect(types.at(-1)).toBe("customer.subscription.deleted");
  });

  it("gives every event an id of its own", () => {
    let state = NEW_SIMULATION;
    const ids: string[] = [];
    for (const action of [BUY, DECLINE, days(60), days(60)]) {
      const step = simulate(state, action, START);
      state = step.state;
      ids.push(...step.events.map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(ids.length);
  });
});
