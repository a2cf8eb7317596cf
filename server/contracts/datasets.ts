import { z } from "zod";

export const DATASET_LIMITS = { datasets: 200, rows: 10_000, rowsAtOnce: 500, rowChars: 100_000 } as const;

const time = z.string();

const TOO_LONG = `A row has at most ${DATASET_LIMITS.rowChars.toLocaleString("en-US")} characters.`;

function fits(value: unknown): boolean {
  try {
    return JSON.stringify(value).length <= DATASET_LIMITS.rowChars;
  } catch {
    // Nested deeper than the stack.
    return false;
  }
}

const Message = z.object({
  role: z.enum(["system", "developer", "user", "assistant"]),
  content: z.string().max(DATASET_LIMITS.rowChars),
});

function charsOf(messages: readonly z.infer<typeof Message>[]): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}

/** What a model is asked: a question, or a conversation. */
export const DatasetInput = z.union([
  z.string().trim().min(1).max(DATASET_LIMITS.rowChars),
  z.strictObject({
    messages: z
      .array(Message)
      .min(1)
      .max(200)
      .refine((messages) => charsOf(messages) <= DATASET_LIMITS.rowChars, TOO_LONG),
  }),
]);
export type DatasetInput = z.infer<typeof DatasetInput>;

/** What a right answer would be. */
const Expected = z.union([
  z.string().max(DATASET_LIMITS.rowChars),
  z.number(),
  z.boolean(),
  z.array(z.unknown()).refine(fits, TOO_LONG),
  z.record(z.string(), z.unknown()).refine(fits, TOO_LONG),
]);

export const NewDatasetRow = z.union([
  z.strictObject({ input: DatasetInput, expected: Expected.nullish() }),
  /** The conversation of a stored request becomes the input. */
  z.strictObject({
    request_id: z.string().max(64),
    expected: Expected.nullish(),
    /** `answer`: what was answered then is what is expected, where nothing else is given. */
    expected_from: z.literal("answer").optional(),
  }),
]);
export type NewDatasetRow = z.infer<typeof NewDatasetRow>;

export const CreateDatasetInput = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(80),
  rows: z.array(NewDatasetRow).max(DATASET_LIMITS.rowsAtOnce).default([]),
});
export type CreateDatasetInput = z.input<typeof CreateDatasetInput>;

export const AddDatasetRowsInput = z.object({
  datasetId: z.string().max(64),
  rows: z.array(NewDatasetRow).min(1).max(DATASET_LIMITS.rowsAtOnce),
});
export type AddDatasetRowsInput = z.input<typeof AddDatasetRowsInput>;

/** Why a stored request can give nothing to a dataset. */
export const SOURCE_PROBLEMS = ["not_stored", "expired", "no_conversation", "too_long"] as const;
export type SourceProblem = (typeof SOURCE_PROBLEMS)[number];

export const ListSourcesInput = z.object({ requestIds: z.array(z.string().max(64)).min(1).max(100) });
export type ListSourcesInput = z.infer<typeof ListSourcesInput>;

/** What requests would give to a dataset; long texts are cut, and those that are not there are left out. */
export const SourceList = z.object({
  items: z.array(
    z.union([
      z.object({
        requestId: z.string(),
        projectId: z.string(),
        given: z.string(),
        question: z.string(),
        answer: z.string(),
        isRedacted: z.boolean(),
      }),
      z.object({ requestId: z.string(), problem: z.enum(SOURCE_PROBLEMS) }),
    ]),
  ),
});
export type SourceList = z.infer<typeof SourceList>;

export const DatasetIdInput = z.object({ datasetId: z.string().max(64) });

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
};
export const ListDatasetsInput = z.object(page);
export const ListDatasetRowsInput = DatasetIdInput.extend(page);

export const DatasetView = z.object({
  id: z.string(),
  name: z.string(),
  row_count: z.int(),
  created_at: time,
});
export type DatasetView = z.infer<typeof DatasetView>;

export const DatasetRowView = z.object({
  id: z.string(),
  input: z.unknown(),
  expected: z.unknown(),
  source_request_id: z.string().nullable(),
  created_at: time,
});
export type DatasetRowView = z.infer<typeof DatasetRowView>;

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable(), has_more: z.boolean() });
export const DatasetPage = pageOf(DatasetView);
export type DatasetPage = z.infer<typeof DatasetPage>;
export const DatasetRowPage = pageOf(DatasetRowView);
export type DatasetRowPage = z.infer<typeof DatasetRowPage>;
