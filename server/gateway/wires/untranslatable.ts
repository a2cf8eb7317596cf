import { AppError } from "@/server/core/errors";

/** The refusal of something that only a provider of Messages can take. */
export function untranslatable(what: string, param: string): AppError {
  return new AppError("invalid_request", "not translatable to chat", {
    userMessage: `${what}: it can only be sent to a provider that speaks the Messages format itself.`,
    param,
  });
}
