import { z } from "zod";
import type { RemoteDetectorKind } from "@/server/contracts/remote-detector";
import { joinVerdicts, type RemoteCategory, type RemoteVerdict, remoteCategory, UNFLAGGED } from "./verdict";

/** The verdict in what a remote detector answered; null where it cannot be read. */
export function readRemoteVerdict(kind: RemoteDetectorKind, answer: string): RemoteVerdict | null {
  const json = parse(answer);
  switch (kind) {
    case "openai_moderation":
      return readModeration(json);
    case "guard_model":
      return readGuardAnswer(json);
    case "webhook":
      return readWebhookAnswer(json);
  }
}

const CATEGORIES_MAX = 20;

const ModerationAnswer = z.object({
  results: z
    .array(
      z.object({
        // Mistral says only which categories.
        flagged: z.boolean().optional(),
        categories: z.record(z.string(), z.boolean()),
        category_scores: z.record(z.string(), z.number()).optional(),
      }),
    )
    .min(1),
});

function readModeration(json: unknown): RemoteVerdict | null {
  const { success, data } = ModerationAnswer.safeParse(json);
  if (!success) return null;
  return joinVerdicts(
    data.results.map(({ flagged, categories, category_scores: scores = {} }) => {
      const named = Object.keys(categories).filter((name) => categories[name] === true);
      const found = named.map((name) =>
        remoteCategory(name, Object.hasOwn(scores, name) ? (scores[name] ?? 1) : 1, false),
      );
      return flaggedFor(found, flagged ?? found.length > 0);
    }),
  );
}

const WebhookAnswer = z.object({
  flagged: z.boolean(),
  categories: z.array(z.string()).max(100).default([]),
  action: z.enum(["allow", "block"]).nullish(),
});

function readWebhookAnswer(json: unknown): RemoteVerdict | null {
  const { success, data } = WebhookAnswer.safeParse(json);
  if (!success) return null;
  const found = data.categories.slice(0, CATEGORIES_MAX).map((name) => remoteCategory(name, 1, true));
  return { ...flaggedFor(found, data.flagged), action: data.action ?? null };
}

const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const Label = z.object({ label: z.string(), score: z.number().optional() });
/** What servers of text classifiers answer: the labels of one text, with or without a list around it. */
const Labels = z.union([z.array(Label).min(1), z.array(z.array(Label).min(1)).min(1)]);

/** A chat model's answer, or that of a server for classifiers. */
function readGuardAnswer(json: unknown): RemoteVerdict | null {
  const labels = Labels.safeParse(json);
  if (labels.success) return readLabels(labels.data.flat());
  const completion = Completion.safeParse(json);
  const said = completion.success ? completion.data.choices[0]?.message.content : undefined;
  return said === undefined ? null : readGuardText(said);
}

const SAFE = /^(?:safe|benign|legitimate|label_0|not_injection|no_injection)$/;
const UNSAFE = /^(?:unsafe|jailbreak|injection|prompt_injection|malicious|label_[12])$/;

/** What guard models write: a word and codes, a label, a probability, or JSON. */
export function readGuardText(said: string): RemoteVerdict | null {
  const text = withoutFence(said.trim());
  const json = /^[[{]/.test(text) ? parse(text) : undefined;
  const labels = Labels.safeParse(json);
  if (labels.success) return readLabels(labels.data.flat());
  if (typeof json === "object" && json !== null) return readGuardJson(json);
  const score = /^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(text) ? Number(text) : null;
  if (score !== null)
    return score < 0.5 ? UNFLAGGED : flaggedFor([remoteCategory("injection", score, false)]);
  const [first = "", ...rest] = text.toLowerCase().split(/\s+/);
  if (SAFE.test(first)) return rest.length === 0 ? UNFLAGGED : null;
  if (first !== "unsafe") return UNSAFE.test(first) ? flaggedFor([remoteCategory(first, 1, false)]) : null;
  const codes = rest
    .join(",")
    .split(/[,\s]+/)
    .filter(Boolean)
    .slice(0, CATEGORIES_MAX);
  return flaggedFor(codes.map((code) => remoteCategory(code, 1, false)));
}

const Names = z.union([z.array(z.string()), z.string().transform((name) => [name])]);
const GuardJson = z.object({
  flagged: z.boolean().optional(),
  unsafe: z.boolean().optional(),
  violation: z.union([z.boolean(), z.literal([0, 1])]).optional(),
  safe: z.boolean().optional(),
  is_safe: z.boolean().optional(),
  label: z.string().optional(),
  score: z.number().optional(),
  categories: Names.nullish(),
  category: Names.nullish(),
});

function readGuardJson(json: object): RemoteVerdict | null {
  const { success, data } = GuardJson.safeParse(json);
  if (!success) return null;
  const safe = data.safe ?? data.is_safe;
  const flagged =
    data.flagged ??
    data.unsafe ??
    (data.violation === undefined ? undefined : Boolean(data.violation)) ??
    (safe === undefined ? undefined : !safe);
  if (flagged === undefined)
    return data.label === undefined ? null : readLabels([{ label: data.label, score: data.score }]);
  const names = (data.categories ?? data.category ?? []).slice(0, CATEGORIES_MAX);
  return flaggedFor(
    names.map((name) => remoteCategory(name, data.score ?? 1, false)),
    flagged,
  );
}

/** The likeliest label decides. */
function readLabels(labels: readonly { label: string; score?: number | undefined }[]): RemoteVerdict | null {
  const [top] = [...labels].sort((a, b) => (b.score ?? 1) - (a.score ?? 1));
  const name =
    top?.label
      .trim()
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_") ?? "";
  if (SAFE.test(name)) return UNFLAGGED;
  return UNSAFE.test(name) ? flaggedFor([remoteCategory(name, top?.score ?? 1, false)]) : null;
}

function flaggedFor(categories: readonly RemoteCategory[], isFlagged = true): RemoteVerdict {
  if (!isFlagged) return UNFLAGGED;
  const named = categories.length > 0 ? categories : [remoteCategory("unsafe", 1, false)];
  return joinVerdicts([{ isFlagged: true, categories: named, action: null }]);
}

function withoutFence(text: string): string {
  return /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(text)?.[1] ?? text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
