import { z } from "zod";

export const AUDIT_PAGE_MAX = 200;

export const AuditEntry = z.object({
  id: z.string(),
  /** Position in the organisation's chain, from 1. */
  sequence: z.int(),
  createdAt: z.date(),
  actorKind: z.enum(["user", "api_key", "job"]),
  actorId: z.string(),
  actorLabel: z.string(),
  action: z.string(),
  targetKind: z.string(),
  targetId: z.string(),
  changes: z.record(z.string(), z.unknown()),
  requestId: z.string(),
  address: z.string().nullable(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditFilters = z.object({
  /** Exact, `api_key.created`, or everything of a kind, `api_key`. */
  action: z
    .string()
    .regex(/^[a-z_]+(\.[a-z_]+)?$/)
    .max(80)
    .optional(),
  actorId: z.string().max(80).optional(),
  targetId: z.string().trim().max(80).optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
export type AuditFilters = z.infer<typeof AuditFilters>;

export const ListAuditInput = AuditFilters.extend({
  cursor: z.string().max(512).nullish(),
  limit: z.int().min(1).max(AUDIT_PAGE_MAX).default(50),
});
export type ListAuditInput = z.input<typeof ListAuditInput>;

export const AuditPage = z.object({ items: z.array(AuditEntry), nextCursor: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

const Choice = z.object({ value: z.string(), label: z.string(), count: z.int() });

/** What the filters offer. */
export const AuditFacets = z.object({ actions: z.array(Choice), actors: z.array(Choice) });
export type AuditFacets = z.infer<typeof AuditFacets>;

/** The hash chain, worked out anew from the entries themselves. */
export const AuditVerification = z.object({
  isIntact: z.boolean(),
  entries: z.int(),
  /** Position of the first entry that does not fit, and why. */
  brokenAt: z.int().nullable(),
  reason: z.enum(["missing", "altered", "unlinked"]).nullable(),
  /** Of the last entry that fits: kept elsewhere, it proves later that nothing before it was changed. */
  headHash: z.string().nullable(),
  checkedAt: z.date(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
