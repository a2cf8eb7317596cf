import type { z } from "zod";
import { AppError } from "./errors";

/** A failed parse as our error: the first message, the path at fault, and the whole list as cause for forms. */
export function invalidInput(error: z.ZodError): AppError {
  const [first] = error.issues;
  return new AppError("invalid_request", first?.message ?? "The input is not valid.", {
    param: first?.path.join(".") || undefined,
    cause: error,
  });
}

/** Parses what a verb was given; throws `invalid_request` with the path at fault. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidInput(result.error);
}
