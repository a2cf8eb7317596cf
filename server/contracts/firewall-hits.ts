import { z } from "zod";
import {
  FIREWALL_FOUND,
  FirewallFinding,
  HIT_DIRECTIONS,
  HitKey,
  ProjectOfFirewall,
  REVIEWABLE_CATEGORIES,
} from "./firewall";
import { RequestRangeSchema } from "./requests";

export const HIT_ACTIONS = ["observed", "redacted", "blocked"] as const;
export type HitAction = (typeof HIT_ACTIONS)[number];

export const HIT_STATES = ["all", "to_review", "confirmed", "mistaken"] as const;
export type HitState = (typeof HIT_STATES)[number];

export const REVIEW_VERDICTS = ["confirmed", "mistaken"] as const;
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];

const Direction = z.enum(HIT_DIRECTIONS);
const Category = z.enum(FIREWALL_FOUND).catch("error");

export const HitRangeInput = ProjectOfFirewall.extend({ range: RequestRangeSchema.default("7d") });
export type HitRangeInput = z.input<typeof HitRangeInput>;

/** A hit is what one detector found in one request or its answer, however often. */
export const HitTimeline = z.object({
  from: z.date(),
  to: z.date(),
  bucketMs: z.int(),
  counts: z.array(
    z.object({
      start: z.date(),
      direction: Direction,
      category: Category,
      detector: z.string(),
      action: z.enum(HIT_ACTIONS),
      hits: z.int(),
    }),
  ),
});
export type HitTimeline = z.infer<typeof HitTimeline>;

export const ListHitsInput = HitRangeInput.extend({
  state: z.enum(HIT_STATES).default("all"),
  /** Not called `direction`: clients of paged lists use that name themselves. */
  foundIn: Direction.optional(),
  category: z.enum(FIREWALL_FOUND).optional(),
  cursor: z.string().max(400).nullish(),
});
export type ListHitsInput = z.input<typeof ListHitsInput>;

export const HIT_PAGE_ROWS = 50;

const Hit = HitKey.omit({ projectId: true }).extend({
  category: Category,
  createdAt: z.date(),
  action: z.enum(HIT_ACTIONS),
  findings: z.int(),
  paths: z.array(z.string()),
  verdict: z.enum(REVIEW_VERDICTS).nullable(),
});
export type FirewallHit = z.infer<typeof Hit>;

export const HitPage = z.object({ items: z.array(Hit), nextCursor: z.string().nullable() });
export type HitPage = z.infer<typeof HitPage>;

/** Nobody has to know how many more there are. */
export const TO_REVIEW_MAX = 1_000;

/** What reviews say of a detector: how much of what it found was really there. */
export const ReviewReport = z.object({
  toReview: z.int(),
  confirmed: z.int(),
  mistaken: z.int(),
  detectors: z.array(
    z.object({
      direction: Direction,
      category: Category,
      detector: z.string(),
      hits: z.int(),
      confirmed: z.int(),
      mistaken: z.int(),
      /** Share that was confirmed, and the ends of its 95 % interval; null before the first review. */
      precision: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
    }),
  ),
});
export type ReviewReport = z.infer<typeof ReviewReport>;

/** A stored text around what was found; everything private in it is replaced. */
export const HitContext = z.object({
  path: z.string(),
  before: z.string(),
  /** Empty where the place is not known any more. */
  marked: z.string(),
  after: z.string(),
});
export type HitContext = z.infer<typeof HitContext>;

export const HIT_TEXT_STATES = ["shown", "not_stored", "expired", "unreadable"] as const;

export const HitDetail = Hit.extend({
  projectId: z.string(),
  findingList: z.array(FirewallFinding),
  policyVersion: z.int().nullable(),
  storageMode: z.string(),
  textState: z.enum(HIT_TEXT_STATES),
  contexts: z.array(HitContext),
  review: z
    .object({
      verdict: z.enum(REVIEW_VERDICTS),
      reviewer: z.string(),
      reviewedAt: z.date(),
      note: z.string().nullable(),
      allowRuleId: z.string().nullable(),
    })
    .nullable(),
  /** What a rule could let pass; empty where nothing can. */
  options: z.array(z.enum(["phrase", "pattern", "place", "sensitivity"])),
  suggestedPhrase: z.string().nullable(),
  /** Instead of a phrase, where something in the text was replaced. */
  suggestedPattern: z.string().nullable(),
  /** What a rule of the kind `place` would name. */
  place: z.string().nullable(),
  score: z.number(),
});
export type HitDetail = z.infer<typeof HitDetail>;

export const ReviewHitInput = HitKey.extend({
  category: z.enum(REVIEWABLE_CATEGORIES),
  verdict: z.enum(REVIEW_VERDICTS),
  note: z.string().trim().max(300).nullable().default(null),
});
export type ReviewHitInput = z.input<typeof ReviewHitInput>;
