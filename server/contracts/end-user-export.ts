import { z } from "zod";
import { END_USER_ID_LENGTH_MAX } from "./erasure";

/** What is held of an end user, by kind. */
export const END_USER_RECORDS = [
  "sessions",
  "requests",
  "nps_answers",
  "nps_asks",
  "feedback",
  "events",
  "checks",
  "judgements",
  "ratings",
  "dataset_rows",
  "evaluation_results",
] as const;
export type EndUserRecordKind = (typeof END_USER_RECORDS)[number];

export const ExportEndUserInput = z.object({
  projectId: z.string().max(64),
  endUserId: z.string().min(1, "Enter an end-user id.").max(END_USER_ID_LENGTH_MAX),
  /** Of the page before; left out for the first. */
  cursor: z.string().max(500).nullish(),
});
export type ExportEndUserInput = z.infer<typeof ExportEndUserInput>;

/** One page of it. Together the pages are everything, and nothing of anybody else. */
export const EndUserExportPage = z.object({
  items: z.array(z.object({ kind: z.enum(END_USER_RECORDS), data: z.record(z.string(), z.unknown()) })),
  nextCursor: z.string().nullable(),
});
export type EndUserExportPage = z.infer<typeof EndUserExportPage>;
