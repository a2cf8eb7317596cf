import type { FieldErrors, FieldPath, Resolver } from "react-hook-form";
import type { CredentialKind } from "@/server/contracts/provider-credentials";
import { readSettings } from "@/server/contracts/provider-settings";
import type { Provider } from "@/server/contracts/provider-types";

/** What the form of a connection holds: texts as they were typed. */
export interface ConnectionValues {
  name: string;
  baseUrl: string;
  /** Which kind of key is being entered. */
  kind: CredentialKind;
  secret: string;
  /** The parts of a key that has several. */
  parts: Record<string, string>;
  settings: Record<string, string>;
}

export const NO_VALUES: ConnectionValues = {
  name: "",
  baseUrl: "",
  kind: "api_key",
  secret: "",
  parts: {},
  settings: {},
};

/** The values as the contract wants them: what was left empty is absent. */
export function toInput(provider: Provider, values: ConnectionValues) {
  const parts = Object.fromEntries(Object.entries(values.parts).filter(([, text]) => text.trim() !== ""));
  const hasParts = values.kind !== "api_key" && Object.keys(parts).length > 0;
  return {
    name: values.name || undefined,
    baseUrl: values.baseUrl || undefined,
    secret: values.kind === "api_key" ? values.secret || undefined : undefined,
    ...(hasParts ? { credential: { kind: values.kind, ...parts } } : {}),
    ...(provider.settings.length > 0 ? { settings: values.settings } : {}),
  };
}

type Path = FieldPath<ConnectionValues>;

interface Checked {
  error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
}

/** Checks with the contract and with what this provider cannot do without; each problem lands at its field. */
export function connectionResolver(
  provider: Provider,
  check: (values: ConnectionValues) => Checked,
  mustHaveKey: boolean,
): Resolver<ConnectionValues> {
  return (values) => {
    const problems = new Map<Path, string>();
    for (const { path, message } of check(values).error?.issues ?? []) note(problems, fieldAt(path), message);
    const reading = readSettings(provider, values.settings);
    if (reading.kind === "problem") note(problems, `settings.${reading.setting}`, reading.problem);
    const input = toInput(provider, values);
    if (provider.needsBaseUrl && input.baseUrl === undefined) note(problems, "baseUrl", "Enter the address.");
    const hasKey = input.secret !== undefined || input.credential !== undefined;
    if (mustHaveKey && !hasKey) note(problems, firstKeyField(values.kind), "Enter the key.");
    return problems.size === 0 ? { values, errors: {} } : { values: {}, errors: nested(problems) };
  };
}

function note(problems: Map<Path, string>, field: Path, message: string): void {
  if (!problems.has(field)) problems.set(field, message);
}

function fieldAt([first, second]: readonly PropertyKey[]): Path {
  if (first === "credential") return `parts.${String(second)}`;
  if (first === "settings") return `settings.${String(second)}`;
  return first === "baseUrl" || first === "name" ? first : "secret";
}

/** Where the missing key is asked for. */
function firstKeyField(kind: CredentialKind): Path {
  switch (kind) {
    case "api_key":
      return "secret";
    case "aws_access_key":
      return "parts.accessKeyId";
    case "google_service_account":
      return "parts.json";
    case "entra_client":
      return "parts.tenantId";
  }
}

function nested(problems: ReadonlyMap<Path, string>): FieldErrors<ConnectionValues> {
  const errors: FieldErrors<ConnectionValues> = {};
  for (const [field, message] of problems) {
    const [group, name] = field.split(".");
    const error = { type: "custom", message };
    if (group === "settings" && name !== undefined) errors.settings = { ...errors.settings, [name]: error };
    else if (group === "parts" && name !== undefined) errors.parts = { ...errors.parts, [name]: error };
    else if (group === "baseUrl" || group === "name" || group === "secret") errors[group] = error;
  }
  return errors;
}
