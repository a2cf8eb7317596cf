import { z } from "zod";
import {
  FIREWALL_FOUND,
  FirewallDraft,
  FirewallSettings,
  HIT_DIRECTIONS,
  ProjectOfFirewall,
} from "./firewall";
import { ALLOW_RULES_MAX } from "./firewall-allow";
import { HIT_ACTIONS, HitContext } from "./firewall-hits";

/** How far back a dry run looks. */
export const DRY_RUN_DAYS = [1, 7, 30] as const;
export type DryRunDays = (typeof DRY_RUN_DAYS)[number];

/** Stored requests that one looks at; of more, every so many are chosen by chance. */
export const DRY_RUN_REQUESTS_MAX = 5_000;
/** What it has found is kept this long. */
export const DRY_RUN_KEPT_DAYS = 7;
/** Changed requests that are kept as examples: of each way from before to after, and of all. */
export const DRY_RUN_CHANGES_MAX = { ofOneWay: 10, ofAll: 120 } as const;
/** Runs of a project that are listed. */
export const DRY_RUNS_LISTED = 20;
/** Of more requests than this nobody counts each: how many there are is then said as the hourly counters have it. */
export const DRY_RUN_COUNTED_MAX = 300_000;

const DRY_RUN_STATUSES = ["pending", "running", "completed", "failed", "cancelled"] as const;
export const DryRunStatus = z.enum(DRY_RUN_STATUSES);
export type DryRunStatus = z.infer<typeof DryRunStatus>;

/** What was made of a request, from least to most; `skipped`: nobody looked. */
export const DRY_RUN_VERDICTS = ["skipped", "pass", "flag", "redacted", "blocked"] as const;
const Verdict = z.enum(DRY_RUN_VERDICTS);
export type DryRunVerdict = z.infer<typeof Verdict>;

/** What a draft is compared with: what happened, or what the policy would say of the same texts as it is saved. */
export const DRY_RUN_BASES = ["recorded", "saved"] as const;
export type DryRunBasis = (typeof DRY_RUN_BASES)[number];

/** Why a request could not be judged. */
export const NOT_JUDGED_REASONS = ["not_stored", "expired", "cut", "unreadable"] as const;
export type NotJudgedReason = (typeof NOT_JUDGED_REASONS)[number];

const Count = z.int().min(0);
const Actions = z.object({ observed: Count, redacted: Count, blocked: Count });
export type DryRunActions = z.infer<typeof Actions>;

/** Requests that went the same way: as recorded, by the saved policy, by the draft. */
const Way = z.object({ recorded: Verdict, saved: Verdict, draft: Verdict, requests: Count });

const Detector = z.object({
  direction: z.enum(HIT_DIRECTIONS),
  category: z.enum(FIREWALL_FOUND),
  detector: z.string(),
});

export const DryRunReport = z.object({
  ways: z.array(Way).default([]),
  /** Requests in which each detector found something, by the most that was done about it. */
  detectors: z.array(Detector.extend({ recorded: Actions, saved: Actions, draft: Actions })).default([]),
  notJudged: z
    .object({ not_stored: Count, expired: Count, cut: Count, unreadable: Count })
    .default({ not_stored: 0, expired: 0, cut: 0, unreadable: 0 }),
  /** Judged by examples of what was replaced before it was stored. */
  withPlaceholders: Count.default(0),
  /** Would go on, but what was answered is not stored, or nothing was. */
  unheard: Count.default(0),
});
export type DryRunReport = z.infer<typeof DryRunReport>;

export const DryRunView = z.object({
  id: z.string(),
  projectId: z.string(),
  status: DryRunStatus,
  days: z.int(),
  from: z.date(),
  to: z.date(),
  draft: FirewallSettings,
  saved: FirewallSettings,
  savedVersion: z.int(),
  /** Of the rules that let something pass: how many there were, and which were left out. */
  allowRules: z.int(),
  withoutAllowRules: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  expiresAt: z.date(),
  /** Requests of the time; null until they are counted. */
  population: z.int().nullable(),
  /** Of them, those that are looked at: one in `step`, chosen by chance. */
  total: z.int().nullable(),
  step: z.int(),
  done: z.int(),
  report: DryRunReport,
  error: z.string().nullable(),
});
export type DryRunView = z.infer<typeof DryRunView>;

export const StartDryRunInput = ProjectOfFirewall.extend({
  days: z.union([z.literal(1), z.literal(7), z.literal(30)]),
  draft: FirewallDraft,
  /** Rules that let something pass, to see what is found without them. */
  withoutAllowRules: z.array(z.string().max(64)).max(ALLOW_RULES_MAX).default([]),
});
export type StartDryRunInput = z.input<typeof StartDryRunInput>;

export const DryRunIdInput = ProjectOfFirewall.extend({ dryRunId: z.string().max(64) });
export type DryRunIdInput = z.infer<typeof DryRunIdInput>;

const Listed = DryRunView.pick({ id: true, status: true, days: true, createdBy: true, createdAt: true });
export const DryRunList = z.object({ items: z.array(Listed) });
export type DryRunList = z.infer<typeof DryRunList>;

/** What changes for one detector; null where it finds nothing. */
export const DryRunDifference = Detector.extend({
  recorded: z.enum(HIT_ACTIONS).nullable(),
  saved: z.enum(HIT_ACTIONS).nullable(),
  draft: z.enum(HIT_ACTIONS).nullable(),
});
export type DryRunDifference = z.infer<typeof DryRunDifference>;

/** One request that the draft would treat otherwise. */
export const DryRunChange = z.object({
  requestId: z.string(),
  createdAt: z.date(),
  recorded: Verdict,
  saved: Verdict,
  draft: Verdict,
  differences: z.array(DryRunDifference),
});
export type DryRunChange = z.infer<typeof DryRunChange>;

export const DryRunChanges = z.object({ items: z.array(DryRunChange) });
export type DryRunChanges = z.infer<typeof DryRunChanges>;

export const DryRunChangeInput = DryRunIdInput.extend({ requestId: z.string().max(64) });
export type DryRunChangeInput = z.infer<typeof DryRunChangeInput>;

/** A changed request with what is found in it, as far as its texts are stored by now. */
export const DryRunChangeDetail = DryRunChange.extend({
  isStored: z.boolean(),
  found: z.array(
    Detector.extend({
      /** By the draft, or by the saved policy alone. */
      by: z.enum(["draft", "saved"]),
      action: z.enum(HIT_ACTIONS),
      score: z.number(),
      context: HitContext.nullable(),
    }),
  ),
});
export type DryRunChangeDetail = z.infer<typeof DryRunChangeDetail>;
