import { z } from "zod";
import { FIREWALL_PATTERN_MAX, HIT_CATEGORIES, HIT_DIRECTIONS, HitKey } from "./firewall";

/** Rules of one project that let something pass; expired ones do not count. */
export const ALLOW_RULES_MAX = 100;
export const ALLOW_PHRASE_MAX = 200;
/** No stretch longer than this is excused by a phrase or pattern. */
export const ALLOWED_SPAN_MAX = 200;
const REASON_MAX = 300;

const Phrase = z
  .string()
  .trim()
  .min(3, "At least 3 characters.")
  .max(ALLOW_PHRASE_MAX, `At most ${ALLOW_PHRASE_MAX} characters.`);
const Pattern = z
  .string()
  .min(3, "At least 3 characters.")
  .max(FIREWALL_PATTERN_MAX, `At most ${FIREWALL_PATTERN_MAX} characters.`);

/** What a rule lets pass. A phrase or a pattern excuses the stretch that it matches, a place one detector at one place. */
export const AllowMatch = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("phrase"), phrase: Phrase }),
  z.object({ kind: z.literal("pattern"), pattern: Pattern }),
  z.object({
    kind: z.literal("place"),
    /** A finding’s path with `*` for each number; `answer` stands for the whole answer. */
    path: z.string().min(1).max(300),
    /** Of an injection: what scores higher is still found. */
    scoreMax: z.number().min(0).max(1).nullable(),
  }),
]);
export type AllowMatch = z.infer<typeof AllowMatch>;

const Scope = z.object({
  category: z.enum(HIT_CATEGORIES),
  direction: z.enum(HIT_DIRECTIONS),
  /** Null: whatever of the category; an injection has many detectors for one thing. */
  detector: z.string().max(60).nullable(),
});

/** A rule as detectors know it. */
export const ActiveAllowRule = Scope.extend({
  id: z.string(),
  match: AllowMatch,
  expiresAtMs: z.number().nullable(),
});
export type ActiveAllowRule = z.infer<typeof ActiveAllowRule>;

export const AllowRule = Scope.extend({
  id: z.string(),
  match: AllowMatch,
  reason: z.string(),
  createdBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  /** The request whose review made it; null once that is erased. */
  requestId: z.string().nullable(),
});
export type AllowRule = z.infer<typeof AllowRule>;

export const AllowRules = z.object({ items: z.array(AllowRule) });

/** What a person proposes after a mistake. A lower sensitivity is a change of the policy and no rule. */
export const AllowProposal = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("phrase"), phrase: Phrase }),
  z.object({ kind: z.literal("pattern"), pattern: Pattern }),
  z.object({ kind: z.literal("place") }),
  z.object({ kind: z.literal("sensitivity") }),
]);
export type AllowProposal = z.infer<typeof AllowProposal>;

export const PreviewAllowInput = HitKey.extend({ proposal: AllowProposal });
export type PreviewAllowInput = z.input<typeof PreviewAllowInput>;

/** What else a proposal would let through, as far as stored hits can say. */
export const AllowPreview = z.object({
  /** Whether the reviewed hit itself would pass; null where its text is not stored. */
  excusesThis: z.boolean().nullable(),
  /** Why it cannot be saved. */
  refusal: z.string().nullable(),
  /** Of so many stored hits of the category, the newest first. */
  hits: z.int(),
  excused: z.int(),
  notCheckable: z.int(),
  sample: z.array(z.object({ requestId: z.string(), createdAt: z.date(), action: z.string() })),
});
export type AllowPreview = z.infer<typeof AllowPreview>;

const Reason = z
  .string()
  .trim()
  .min(3, "Say in a few words why this is a mistake.")
  .max(REASON_MAX, `At most ${REASON_MAX} characters.`);

export const CreateAllowInput = PreviewAllowInput.extend({
  reason: Reason,
  expiresAt: z.date().nullable().default(null),
});
export type CreateAllowInput = z.input<typeof CreateAllowInput>;

export const RemoveAllowInput = z.object({ projectId: z.string().max(64), ruleId: z.string().max(64) });
export type RemoveAllowInput = z.input<typeof RemoveAllowInput>;

export const AllowRuleMade = z.object({ ruleId: z.string().nullable() });
export const AllowRuleGone = z.object({ id: z.string() });
