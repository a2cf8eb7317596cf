/** What a customer tells about a connection besides its key: never secret. */
export interface ProviderSetting {
  /** Also its name in addresses, in braces. */
  name: string;
  label: string;
  description: string;
  placeholder: string;
  /** `lines`: several values, one on each line. */
  kind: "line" | "lines";
  isRequired: boolean;
  /** Each value has to match; where values become part of an address, this is what keeps it at the provider. */
  pattern: RegExp;
  problem: string;
  /** A new value sends requests elsewhere, so it clears the stored key. */
  movesAddress: boolean;
}

/** A model that the customer declared: the name to send, and the catalogue's name of what stands behind it. */
export interface DeclaredModel {
  name: string;
  model: string;
}

const LINES_MAX = 200;

export const MODELS_SETTING: ProviderSetting = {
  name: "models",
  label: "Models",
  description: "One on each line, as the server calls them. Without any, every name is passed on.",
  placeholder: "llama3.3:70b",
  kind: "lines",
  isRequired: false,
  pattern: /^[^\s=,]{1,200}(\s*=\s*[^\s=,]{1,200})?$/,
  problem: "Write one model on each line: its name, or name = catalogue model.",
  movesAddress: false,
};

/** Of a server of their own, only the customer knows. */
export const RESPONSES_SETTING: ProviderSetting = {
  name: "responses",
  label: "Speaks Responses",
  description:
    "Enter yes if the server has OpenAI's /responses itself. Otherwise it is asked by chat, translated.",
  placeholder: "yes",
  kind: "line",
  isRequired: false,
  pattern: /^yes$/i,
  problem: "Enter yes, or leave it empty.",
  movesAddress: false,
};

export type SettingsReading =
  | { kind: "ok"; values: Record<string, string | string[]> }
  | { kind: "problem"; setting: string; problem: string };

/** A form's or a row's values as this provider takes them. Unknown ones are refused, empty ones left out. */
export function readSettings(
  provider: { name: string; settings: readonly ProviderSetting[] },
  given: Readonly<Record<string, unknown>>,
): SettingsReading {
  const values: Record<string, string | string[]> = {};
  const unknown = Object.keys(given).find((name) => !provider.settings.some((one) => one.name === name));
  if (unknown !== undefined)
    return { kind: "problem", setting: unknown, problem: `${provider.name} has no such setting.` };
  for (const setting of provider.settings) {
    const lines = linesOf(setting, Object.hasOwn(given, setting.name) ? given[setting.name] : undefined);
    const problem = problemIn(setting, lines);
    if (problem !== null) return { kind: "problem", setting: setting.name, problem };
    const [only] = lines;
    if (only !== undefined) values[setting.name] = setting.kind === "lines" ? lines : only;
  }
  return { kind: "ok", values };
}

function linesOf(setting: ProviderSetting, value: unknown): string[] {
  const parts = Array.isArray(value) ? value.map(String) : [typeof value === "string" ? value : ""];
  const lines = setting.kind === "lines" ? parts.flatMap((part) => part.split(/\r?\n/)) : parts;
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ""))];
}

function problemIn(setting: ProviderSetting, lines: readonly string[]): string | null {
  if (lines.length === 0) return setting.isRequired ? setting.problem : null;
  if (lines.length > LINES_MAX) return `At most ${LINES_MAX} lines are kept.`;
  return lines.every((line) => setting.pattern.test(line)) ? null : setting.problem;
}

/** Whether requests go elsewhere with the other values. */
export function movesAddress(
  settings: readonly ProviderSetting[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  return settings.some((one) => one.movesAddress && before[one.name] !== after[one.name]);
}

/** The models of a connection's settings. */
export function readDeclaredModels(settings: Readonly<Record<string, unknown>>): DeclaredModel[] {
  const { models } = settings;
  if (!Array.isArray(models)) return [];
  return models.flatMap((line) => (typeof line === "string" ? [declaredModel(line)] : []));
}

function declaredModel(line: string): DeclaredModel {
  const [name = "", model = name] = line.split("=").map((part) => part.trim());
  return { name, model };
}
