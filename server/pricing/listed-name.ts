import type { Provider, SettingValues } from "@/server/contracts/provider-types";

/** Whose price list has other names than the provider: the name to call there, null for one that cannot be called. */
const LISTED: Readonly<Record<string, (name: string, settings: SettingValues) => string | null>> = {
  bedrock: bedrockName,
  // The older ones have to be called with a date that the list leaves out.
  vertex: (name) => (/^claude-(\d|v)/.test(name) ? null : name),
};

export function listedName(provider: Provider, name: string, settings: SettingValues): string | null {
  const rename = Object.hasOwn(LISTED, provider.id) ? LISTED[provider.id] : undefined;
  return rename === undefined ? name : rename(name, settings);
}

const REGIONAL = "regional.";
/** The cross-region profile of each part of the world. */
const PROFILES: readonly (readonly [RegExp, string])[] = [
  [/^us-gov-/, "us-gov."],
  [/^(us|ca|sa)-/, "us."],
  [/^eu-/, "eu."],
  [/^ap-/, "apac."],
];

/** The list calls `regional.` what is called by the profile of the customer's part of the world. */
function bedrockName(name: string, { region }: SettingValues): string | null {
  if (!name.startsWith(REGIONAL)) return name;
  const profile = PROFILES.find(([regions]) => regions.test(String(region)))?.[1] ?? "";
  return profile + name.slice(REGIONAL.length);
}
