import { parseAsString, parseAsStringLiteral } from "nuqs";
import { PROVIDER_IDS } from "@/server/contracts/provider-catalog";

export const providersSearchParams = {
  /** `?connect=openai` opens the dialog of that provider. */
  connect: parseAsStringLiteral(PROVIDER_IDS),
  search: parseAsString.withDefault(""),
};
