import type { FieldPath } from "react-hook-form";
import type { Provider } from "@/server/contracts/provider-types";
import type { ConnectionValues } from "./connection-values";

/** The fields that the server can find fault with. */
export function serverFields(provider: Provider): FieldPath<ConnectionValues>[] {
  const settings = provider.settings.map(({ name }) => `settings.${name}` as const);
  return ["secret", "baseUrl", "name", ...settings];
}
