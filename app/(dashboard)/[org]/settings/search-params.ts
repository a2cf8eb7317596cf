import { parseAsString, parseAsStringLiteral } from "nuqs";

export const SETTINGS_TABS = [
  "general",
  "data",
  "cache",
  "feedback",
  "limits",
  "billing",
  "members",
  "webhooks",
  "sso",
  "audit",
  "account",
] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export const settingsSearchParams = {
  tab: parseAsStringLiteral(SETTINGS_TABS).withDefault("general"),
  /** Whose data the data tab is about. */
  project: parseAsString,
  /** Who is to be forgotten: the field starts with it. */
  endUser: parseAsString,
};
