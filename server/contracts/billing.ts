import { z } from "zod";
import { PlanIdSchema } from "./plans";

/** `active` is also an organisation on Free that never paid. */
export const BILLING_STATUSES = ["active", "trialing", "past_due", "paused", "canceled"] as const;
export const BillingStatusSchema = z.enum(BILLING_STATUSES);
export type BillingStatus = z.infer<typeof BillingStatusSchema>;

const USD = 1_000_000;
const CAP_MESSAGE = "Enter an amount from $0 to $100,000.";

export const SetOverageCapInput = z.object({
  /** Null: no cap. */
  capMicroUsd: z
    .number({ error: CAP_MESSAGE })
    .int(CAP_MESSAGE)
    .min(0, CAP_MESSAGE)
    .max(100_000 * USD, CAP_MESSAGE)
    .nullable(),
});
export type SetOverageCapInput = z.infer<typeof SetOverageCapInput>;

export const BillingPlace = z.object({ url: z.string() });
export type BillingPlace = z.infer<typeof BillingPlace>;

const Invoice = z.object({
  id: z.string(),
  number: z.string().nullable(),
  createdAt: z.date(),
  totalMicroUsd: z.number(),
  status: z.enum(["draft", "open", "paid", "void", "uncollectible"]),
  description: z.string(),
  url: z.string().nullable(),
});

/** Plan and payments of an organisation, as its owners and admins see them. */
export const BillingView = z.object({
  /** `simulator`: no money moves. */
  provider: z.enum(["stripe", "simulator"]),
  /** The payment provider's present; the simulator's clock can be ahead. */
  now: z.date(),
  planId: PlanIdSchema,
  status: BillingStatusSchema,
  isByContract: z.boolean(),
  /** Whether an upgrade begins with a trial. */
  hasTrial: z.boolean(),
  trialEndsAt: z.date().nullable(),
  currentPeriodEnd: z.date().nullable(),
  cancelAtPeriodEnd: z.boolean(),
  graceEndsAt: z.date().nullable(),
  keptUntil: z.date().nullable(),
  overageCapMicroUsd: z.number().nullable(),
  /** Whether there is somebody to pay, and thus a place to change a card. */
  hasCustomer: z.boolean(),
  invoices: z.array(Invoice),
  /** False where the payment provider could not be asked. */
  hasInvoices: z.boolean(),
  members: z.number(),
  projects: z.number(),
});
export type BillingView = z.infer<typeof BillingView>;

export const BillingNotice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("deletion"), at: z.date() }),
  z.object({ kind: z.literal("payment_failed"), until: z.date() }),
  z.object({ kind: z.literal("trial_ends"), at: z.date() }),
  z.object({ kind: z.literal("ends"), at: z.date() }),
  z.object({ kind: z.literal("downgraded"), keptUntil: z.date() }),
  z.object({ kind: z.literal("quota_stopped"), stopAt: z.number(), isCap: z.boolean() }),
  z.object({ kind: z.literal("quota_past"), included: z.number(), stopAt: z.number() }),
  z.object({ kind: z.literal("quota_near"), counted: z.number(), included: z.number() }),
]);
export type BillingNotice = z.infer<typeof BillingNotice>;

/** What everybody in the organisation should know now; the most urgent first. */
export const BillingNotices = z.object({ planId: PlanIdSchema, items: z.array(BillingNotice) });
export type BillingNotices = z.infer<typeof BillingNotices>;

const Card = z.enum(["good", "declining"]);

/** What can be done on the simulator's pages. */
export const SimulateBillingInput = z.object({
  action: z.discriminatedUnion("type", [
    z.object({ type: z.literal("pay"), card: Card }),
    z.object({ type: z.literal("change_card"), card: Card }),
    z.object({ type: z.literal("advance"), days: z.int().min(1).max(120) }),
  ]),
});
export type SimulateBillingInput = z.infer<typeof SimulateBillingInput>;

export const SimulateBillingOutput = z.object({ isDeclined: z.boolean() });
export type SimulateBillingOutput = z.infer<typeof SimulateBillingOutput>;

/** Where to write for the Enterprise plan; null where the operator of the installation has set no address. */
export const SalesContact = z.object({ email: z.string().nullable() });
export type SalesContact = z.infer<typeof SalesContact>;
