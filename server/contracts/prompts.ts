import { z } from "zod";
import { NpsDifference, NpsFigure } from "./nps";
import { isOfType, isVariableName, variablesIn } from "./prompt-template";

export const PROMPT_LIMITS = {
  prompts: 200,
  versions: 500,
  labels: 20,
  messages: 100,
  variables: 50,
  chars: 100_000,
} as const;

/** What requests use that name no version. A prompt’s first version gets it, and it can only be moved. */
export const DEFAULT_LABEL = "production";
/** Always the newest version; no label. */
export const LATEST = "latest";

export const VARIABLE_TYPES = ["text", "number", "boolean", "json"] as const;
export type VariableType = (typeof VARIABLE_TYPES)[number];

export const PromptMessage = z.object({
  role: z.enum(["system", "developer", "user", "assistant"]),
  content: z.string().max(PROMPT_LIMITS.chars),
});
export type PromptMessage = z.infer<typeof PromptMessage>;

export const PromptVariable = z
  .object({
    name: z.string().refine(isVariableName, "A name has letters, digits and _, and begins with no digit."),
    type: z.enum(VARIABLE_TYPES).default("text"),
    /** Used where a request gives none; without one the variable is required. */
    default: z.unknown().optional(),
  })
  .refine(({ type, default: value }) => value === undefined || value === null || isOfType(type, value), {
    message: "The default is of another type.",
    path: ["default"],
  });
export type PromptVariable = z.infer<typeof PromptVariable>;

/** Used where a request says nothing itself. */
export const PromptSettings = z.strictObject({
  /** For requests whose model is `prompt`. */
  model: z.string().trim().min(1).max(200).optional(),
  temperature: z.number().min(0).max(2).optional(),
  top_p: z.number().min(0).max(1).optional(),
  max_tokens: z.int().min(1).max(1_000_000).optional(),
});
export type PromptSettings = z.infer<typeof PromptSettings>;

const Content = z.object({
  messages: z.array(PromptMessage).min(1, "A prompt has at least one message.").max(PROMPT_LIMITS.messages),
  /** Left out: all that the messages name, as required texts. */
  variables: z.array(PromptVariable).max(PROMPT_LIMITS.variables).optional(),
  settings: PromptSettings.optional(),
  /** What changed, for whoever reads the list of versions. */
  note: z.string().trim().max(200).optional(),
});
type Content = z.output<typeof Content>;

function checkContent({ messages, variables }: Content, ctx: z.RefinementCtx): void {
  const say = (message: string, ...path: PropertyKey[]) => ctx.addIssue({ code: "custom", message, path });
  const chars = messages.reduce((sum, { content }) => sum + content.length, 0);
  if (chars > PROMPT_LIMITS.chars) {
    say(`A prompt has at most ${PROMPT_LIMITS.chars.toLocaleString("en-US")} characters.`, "messages");
  }
  if (messages.every(({ content }) => content.trim() === "")) say("A prompt needs some text.", "messages");
  const used = variablesIn(messages);
  const wrong = used.find((name) => !isVariableName(name));
  if (wrong !== undefined) {
    say(`{{${wrong}}} is no variable’s name. For braces as text write \\{{${wrong}}}.`, "messages");
  }
  if (used.length > PROMPT_LIMITS.variables) say(`At most ${PROMPT_LIMITS.variables} variables.`, "messages");
  if (variables === undefined) return;
  const names = variables.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice !== -1) say(`“${names[twice]}” is listed twice.`, "variables", twice);
  const missing = used.find((name) => isVariableName(name) && !names.includes(name));
  if (missing !== undefined) say(`“${missing}” is used and not listed.`, "variables");
  const unused = names.findIndex((name) => !used.includes(name));
  if (unused !== -1) say(`“${names[unused]}” is listed and not used.`, "variables", unused);
}

const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, "A short name has small letters, digits, - and _; at most 64.")
  .refine((slug) => !slug.startsWith("prm_"), "A short name cannot begin with prm_.");
const Name = z.string().trim().min(1, "Enter a name.").max(80);

export const CreatePromptInput = Content.extend({
  name: Name,
  /** Left out: made of the name. */
  slug: Slug.optional(),
}).superRefine(checkContent);
export type CreatePromptInput = z.input<typeof CreatePromptInput>;

export const AddVersionBody = Content.superRefine(checkContent);
export const AddVersionInput = Content.extend({ promptId: z.string().max(64) }).superRefine(checkContent);
export type AddVersionInput = z.input<typeof AddVersionInput>;

/** A version’s number, a label’s name, or `latest`. */
export const VersionReference = z.union([z.int().min(1), z.string().trim().min(1).max(32)]);
export type VersionReference = z.infer<typeof VersionReference>;

const LabelName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, "A label has small letters, digits, - and _, and begins with a letter.")
  .refine((name) => name !== LATEST && !/^v\d+$/.test(name), "This name means a version already.");

export const PromptIdInput = z.object({ promptId: z.string().max(64) });

export const MoveLabelBody = z.object({ label: LabelName, version: z.int().min(1) });
export const MoveLabelInput = PromptIdInput.extend(MoveLabelBody.shape);
export type MoveLabelInput = z.input<typeof MoveLabelInput>;
export const RemoveLabelInput = PromptIdInput.extend({ label: z.string().max(32) });

export const RenderPromptBody = z.object({
  version: VersionReference.optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
});
export const RenderPromptInput = PromptIdInput.extend(RenderPromptBody.shape);
export type RenderPromptInput = z.input<typeof RenderPromptInput>;

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
};
export const ListPromptsInput = z.object(page);
export const ListVersionsInput = PromptIdInput.extend(page);

export const PromptView = z.object({
  id: z.string(),
  project_id: z.string(),
  slug: z.string(),
  name: z.string(),
  latest_version: z.int(),
  /** Versions by label. */
  labels: z.record(z.string(), z.int()),
  created_at: z.string(),
});
export type PromptView = z.infer<typeof PromptView>;

export const PromptVersionView = z.object({
  prompt_id: z.string(),
  version: z.int(),
  labels: z.array(z.string()),
  messages: z.array(PromptMessage),
  variables: z.array(PromptVariable),
  settings: PromptSettings,
  note: z.string().nullable(),
  created_at: z.string(),
});
export type PromptVersionView = z.infer<typeof PromptVersionView>;

export const RenderedPrompt = z.object({
  prompt_id: z.string(),
  version: z.int(),
  messages: z.array(PromptMessage),
  settings: PromptSettings,
});
export type RenderedPrompt = z.infer<typeof RenderedPrompt>;

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable(), has_more: z.boolean() });
export const PromptPage = pageOf(PromptView);
export type PromptPage = z.infer<typeof PromptPage>;
export const PromptVersionPage = pageOf(PromptVersionView);
export type PromptVersionPage = z.infer<typeof PromptVersionPage>;

export const PromptReportInput = PromptIdInput.extend({ range: z.enum(["7d", "30d", "90d"]).default("30d") });
export type PromptReportInput = z.input<typeof PromptReportInput>;

/** What each version was used for, and what end users said of the sessions that it served. */
export const PromptReport = z.object({
  from: z.date(),
  to: z.date(),
  versions: z.array(
    z.object({
      version: z.int(),
      requests: z.int(),
      errors: z.int(),
      /** Means over the requests of which it is known. */
      costMicroUsd: z.number().nullable(),
      latencyMs: z.number().nullable(),
      figure: NpsFigure,
      /** From the answers of all other versions; null where either side has too few. */
      difference: NpsDifference.nullable(),
    }),
  ),
});
export type PromptReport = z.infer<typeof PromptReport>;

/** What is in the editor, stored or not, with values, asked of a model. */
export const TryPromptInput = Content.omit({ note: true })
  .extend({
    projectId: z.string().max(64),
    model: z.string().trim().min(1, "Choose a model.").max(200),
    inputs: z.record(z.string(), z.unknown()).default({}),
  })
  .superRefine(checkContent);
export type TryPromptInput = z.input<typeof TryPromptInput>;

export const PromptTrial = z.discriminatedUnion("isOk", [
  z.object({
    isOk: z.literal(true),
    requestId: z.string(),
    model: z.string(),
    text: z.string(),
    costMicroUsd: z.number().nullable(),
    latencyMs: z.number(),
  }),
  z.object({ isOk: z.literal(false), requestId: z.string().nullable(), message: z.string() }),
]);
export type PromptTrial = z.infer<typeof PromptTrial>;
