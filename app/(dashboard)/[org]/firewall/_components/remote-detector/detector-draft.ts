import {
  REMOTE_TIMEOUT_MS,
  type RemoteDetector,
  type RemoteDetectorKind,
  RemoteDetectorSettings,
} from "@/server/contracts/remote-detector";

/** The form as it is filled in, with what each kind needs kept while another is chosen. */
export interface DetectorDraft {
  kind: RemoteDetectorKind;
  providerKeyId: string;
  model: string;
  url: string;
  mode: RemoteDetectorSettings["mode"];
  /** Empty until somebody has chosen. */
  onError: RemoteDetectorSettings["onError"] | "";
  checksInput: boolean;
  checksOutput: boolean;
  timeoutMs: string;
  samplePercent: string;
  lengthMin: string;
}

const EMPTY: DetectorDraft = {
  kind: "openai_moderation",
  providerKeyId: "",
  model: "",
  url: "",
  mode: "observe",
  onError: "",
  checksInput: true,
  checksOutput: false,
  timeoutMs: String(REMOTE_TIMEOUT_MS.usual),
  samplePercent: "100",
  lengthMin: "0",
};

export const MODERATION_MODEL = "omni-moderation-latest";

export function draftOf(detector: RemoteDetector | null): DetectorDraft {
  if (detector === null) return EMPTY;
  const { settings } = detector;
  const { kind, mode, onError, checksInput, checksOutput } = settings;
  return {
    ...EMPTY,
    ...(settings.kind === "webhook"
      ? { url: settings.url }
      : { providerKeyId: settings.providerKeyId, model: settings.model }),
    ...{ kind, mode, onError, checksInput, checksOutput },
    timeoutMs: String(settings.timeoutMs),
    samplePercent: String(settings.samplePercent),
    lengthMin: String(settings.lengthMin),
  };
}

export type DraftErrors = Partial<Record<keyof DetectorDraft, string>>;

/** The settings to save, or what is wrong with which field. */
export function settingsOf(
  draft: DetectorDraft,
): { settings: RemoteDetectorSettings; errors: null } | { settings: null; errors: DraftErrors } {
  const { kind, providerKeyId, url, mode, checksInput, checksOutput } = draft;
  const model = kind === "openai_moderation" ? draft.model.trim() || MODERATION_MODEL : draft.model;
  const { success, data, error } = RemoteDetectorSettings.safeParse({
    ...(kind === "webhook" ? { kind, url } : { kind, providerKeyId, model }),
    ...{ mode, checksInput, checksOutput },
    onError: draft.onError || undefined,
    timeoutMs: toNumber(draft.timeoutMs),
    samplePercent: toNumber(draft.samplePercent),
    lengthMin: toNumber(draft.lengthMin),
  });
  if (success) return { settings: data, errors: null };
  const errors: DraftErrors = {};
  for (const { path, message } of error.issues) {
    const name = Object.keys(EMPTY).find((each) => each === path[0]);
    if (name !== undefined) Object.assign(errors, { [name]: message });
  }
  if (draft.onError === "") errors.onError = "Choose what happens when no verdict comes.";
  return { settings: null, errors };
}

const toNumber = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
