import { z } from "zod";

/** Days until a deletion that was asked for is done; it can be taken back until then. */
export const DELETION_DAYS = 7;
/** Days for which an export can be downloaded. */
export const EXPORT_DAYS = 7;

export const EXPORT_STATES = ["waiting", "running", "done", "failed"] as const;

export const OrgExportView = z.object({
  id: z.string(),
  status: z.enum(EXPORT_STATES),
  actorLabel: z.string(),
  tablesDone: z.number(),
  tablesTotal: z.number(),
  rows: z.number(),
  bytes: z.number(),
  requestedAt: z.date(),
  finishedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
});
export type OrgExportView = z.infer<typeof OrgExportView>;

export const LeavingView = z.object({
  exports: z.array(OrgExportView),
  /** Null: the organisation stays. */
  deletion: z.object({ requestedAt: z.date(), dueAt: z.date(), actorLabel: z.string() }).nullable(),
});
export type LeavingView = z.infer<typeof LeavingView>;

export const ExportLinkInput = z.object({ exportId: z.string().max(64) });
export type ExportLinkInput = z.infer<typeof ExportLinkInput>;

export const ExportLink = z.object({ url: z.string(), expiresAt: z.date() });
export type ExportLink = z.infer<typeof ExportLink>;

/** Typed by the owner, so that no slip of a hand deletes an organisation. */
export const DELETE_EVERYTHING = "delete everything";

export const RequestDeletionInput = z.object({
  confirm: z.literal(DELETE_EVERYTHING, `Type “${DELETE_EVERYTHING}” to confirm.`),
});
export type RequestDeletionInput = z.infer<typeof RequestDeletionInput>;
