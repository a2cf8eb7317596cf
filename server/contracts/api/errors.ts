import { z } from "zod";
import { ERROR_CODES } from "../error-codes";

const Facts = z.looseObject({
  code: z.enum(ERROR_CODES).describe("What happened. New codes may be added."),
  type: z.string().describe("The kind of error, in the words of OpenAI’s clients."),
  message: z.string().describe("For people."),
  param: z.string().nullable().describe("The field or header at fault."),
  feature: z.string().optional().describe("Only with plan_required: what the plan lacks."),
  request_id: z.string().describe("Quote it when you write to us."),
  retryable: z.boolean().describe("Whether the same request may work later."),
});

export const ApiError = z.object({ error: Facts });

export const AnthropicApiError = z.object({
  type: z.literal("error"),
  error: Facts.extend({ type: z.string().describe("The kind of error, in Anthropic’s words.") }),
  request_id: z.string(),
});
