import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import { shownError } from "./trpc/errors";

/** The first message of a list field, whether it concerns the list or one entry. */
export function listError(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("message" in error && typeof error.message === "string") return error.message;
  for (const entry of Object.values(error)) {
    const message = listError(entry);
    if (message !== undefined) return message;
  }
  return undefined;
}

/** Puts what the server refused beside its field; what belongs to no field becomes the form's own error. */
export function showServerError<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  fields: readonly FieldPath<Values>[],
  error: unknown,
): void {
  const shown = shownError(error);
  const atFault = fields.filter((field) => shown.fieldErrors[field] !== undefined);
  for (const field of atFault)
    form.setError(field, { message: shown.fieldErrors[field] }, { shouldFocus: true });
  if (atFault.length > 0) return;
  const suffix = shown.requestId === undefined ? "" : ` (request ${shown.requestId})`;
  form.setError("root.server", { message: `${shown.message}${suffix}` });
}
