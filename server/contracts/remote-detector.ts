import { z } from "zod";

/** What a project may ask besides its own detectors. */
export const REMOTE_DETECTOR_KINDS = ["openai_moderation", "guard_model", "webhook"] as const;
export type RemoteDetectorKind = (typeof REMOTE_DETECTOR_KINDS)[number];

/** A remote detector says whether, not where, so nothing of a text can be replaced for what it finds. */
export const REMOTE_DETECTOR_MODES = ["off", "observe", "block"] as const;
export const REMOTE_ON_ERROR = ["allow", "block"] as const;

export const REMOTE_TIMEOUT_MS = { min: 50, usual: 800, max: 5_000 } as const;
/** Characters of text that are looked at in one piece, and pieces of one request. */
export const REMOTE_PIECE_MAX = 16_000;
export const REMOTE_PIECES_MAX = 16;

/** Providers that answer `POST /moderations` as OpenAI does. */
export const MODERATION_PROVIDERS = ["openai", "mistral", "custom"] as const;

const Shared = {
  mode: z.enum(REMOTE_DETECTOR_MODES),
  checksInput: z.boolean().default(true),
  checksOutput: z.boolean().default(false),
  timeoutMs: z
    .int("Enter whole milliseconds.")
    .min(REMOTE_TIMEOUT_MS.min, "At least 50 ms.")
    .max(REMOTE_TIMEOUT_MS.max, "At most 5,000 ms.")
    .default(REMOTE_TIMEOUT_MS.usual),
  /** What happens in `block` when no verdict comes. Said by the customer, never assumed. */
  onError: z.enum(REMOTE_ON_ERROR),
  samplePercent: z
    .int("Enter a whole number.")
    .min(1, "At least 1 %.")
    .max(100, "At most 100 %.")
    .default(100),
  /** Shorter texts are not asked about. */
  lengthMin: z.int("Enter a whole number.").min(0).max(10_000, "At most 10,000 characters.").default(0),
};

const ModelName = z.string().trim().min(1, "Enter the name of a model.").max(200, "At most 200 characters.");
const ProviderKeyId = z.string().min(1, "Choose a provider key.").max(64);

export const RemoteDetectorSettings = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("openai_moderation"),
      providerKeyId: ProviderKeyId,
      model: ModelName.default("omni-moderation-latest"),
      ...Shared,
    }),
    z.object({ kind: z.literal("guard_model"), providerKeyId: ProviderKeyId, model: ModelName, ...Shared }),
    z.object({
      kind: z.literal("webhook"),
      url: z.url("Enter an address, like https://example.com/check.").max(500, "At most 500 characters."),
      ...Shared,
    }),
  ])
  .refine(({ checksInput, checksOutput }) => checksInput || checksOutput, {
    path: ["checksInput"],
    message: "Choose requests, answers or both.",
  });
export type RemoteDetectorSettings = z.output<typeof RemoteDetectorSettings>;

export const ProjectOfDetector = z.object({ projectId: z.string().max(64) });
export type ProjectOfDetector = z.infer<typeof ProjectOfDetector>;

export const RemoteDetector = z.object({
  projectId: z.string(),
  settings: RemoteDetectorSettings,
  version: z.int(),
  /** Of the secret that signs a webhook's calls; null for other kinds. */
  lastFour: z.string().nullable(),
  updatedAt: z.date(),
});
export type RemoteDetector = z.infer<typeof RemoteDetector>;

export const GetRemoteDetectorOutput = z.object({ detector: RemoteDetector.nullable() });
export type GetRemoteDetectorOutput = z.infer<typeof GetRemoteDetectorOutput>;

export const SetRemoteDetectorInput = z.object({
  projectId: z.string().max(64),
  settings: RemoteDetectorSettings,
});
export type SetRemoteDetectorInput = z.input<typeof SetRemoteDetectorInput>;

/** The only answer that carries the secret: null where none was made. */
export const SetRemoteDetectorOutput = z.object({ detector: RemoteDetector, secret: z.string().nullable() });
export type SetRemoteDetectorOutput = z.infer<typeof SetRemoteDetectorOutput>;

/** How a call of a remote detector ended. */
export const REMOTE_OUTCOMES = [
  "ok",
  "timeout",
  "unreachable",
  "refused",
  "unreadable",
  "too_long",
  "paused",
  "not_connected",
  "no_budget",
] as const;
export type RemoteOutcome = (typeof REMOTE_OUTCOMES)[number];

export const DETECTOR_TRIAL_TEXT_MAX = 4_000;

export const TryRemoteDetectorInput = z.object({
  projectId: z.string().max(64),
  /** As they stand in the form, saved or not. */
  settings: RemoteDetectorSettings,
  text: z
    .string()
    .min(1, "Enter a text.")
    .max(DETECTOR_TRIAL_TEXT_MAX, `At most ${DETECTOR_TRIAL_TEXT_MAX.toLocaleString("en-US")} characters.`),
});
export type TryRemoteDetectorInput = z.input<typeof TryRemoteDetectorInput>;

/** What a detector said of one text. */
export const TriedDetector = z.object({
  outcome: z.enum(REMOTE_OUTCOMES),
  /** Why there is no verdict: an HTTP status or the code of a network error; null where nothing more is known. */
  reason: z.string().nullable(),
  durationMs: z.int(),
  costMicroUsd: z.number().nullable(),
  /** Whose secret has signed a webhook's call: the stored one, or one made for this trial alone. */
  signedWith: z.enum(["stored", "trial"]).nullable(),
  isFlagged: z.boolean(),
  /** What a webhook says should follow. */
  asks: z.enum(["allow", "block"]).nullable(),
  categories: z.array(z.object({ detector: z.string(), score: z.number() })),
  /** What would become of a request with this text. */
  follows: z.enum(["nothing", "passes", "noted", "blocked", "refused"]),
});
export type TriedDetector = z.infer<typeof TriedDetector>;

/** Stored settings; null where they cannot be read. */
export function readRemoteDetector(stored: unknown): RemoteDetectorSettings | null {
  return RemoteDetectorSettings.safeParse(stored).data ?? null;
}
