import { redactText } from "@/server/firewall/redact";

/** What is kept of a comment: never personal data or secrets that can be recognised, whatever the storage mode. */
export function storedText(text: string | null | undefined): string | null {
  const said = text?.trim() ?? "";
  return said === "" ? null : redactText(said).text;
}
