import { AppError } from "@/server/core/errors";

type Format = "Messages" | "chat completions" | "Responses";

/** The refusal of something that only a provider of the caller's own format can take. */
export function untranslatable(what: string, param: string, format: Format = "Messages"): AppError {
  return new AppError("invalid_request", `not translatable from ${format}`, {
    userMessage: `${what}: it can only be sent to a provider that speaks the ${format} format itself.`,
    param,
  });
}
