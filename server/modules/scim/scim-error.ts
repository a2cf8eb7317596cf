import { AppError } from "@/server/core/errors";

/** RFC 7644, section 3.12. */
export type ScimType =
  | "invalidFilter"
  | "invalidPath"
  | "invalidSyntax"
  | "invalidValue"
  | "noTarget"
  | "mutability";

export function scimInvalid(scimType: ScimType, text: string, cause?: unknown): AppError {
  return new AppError("invalid_request", text, { details: { scimType }, cause });
}

export function notUnique(text: string, cause?: unknown): AppError {
  return new AppError("conflict", text, { details: { scimType: "uniqueness" }, cause });
}
