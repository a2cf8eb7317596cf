import { DatasetInput } from "@/server/contracts/datasets";

/** An input or expected answer as words. */
export function rowText(value: unknown): string {
  const input = DatasetInput.safeParse(value).data;
  if (typeof input === "string") return input;
  if (input !== undefined) return input.messages.map(({ role, content }) => `${role}: ${content}`).join("\n");
  return typeof value === "string" ? value : JSON.stringify(value);
}
