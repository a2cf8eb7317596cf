import { ExportedDecision } from "@/server/contracts/decision-export";

const COLUMNS = Object.keys(ExportedDecision.shape);

export function csvHeader(): string {
  return `${COLUMNS.join(",")}\r\n`;
}

/** One row; what is unknown is an empty cell. */
export function toCsvLine(row: ExportedDecision): string {
  const values = new Map(Object.entries(row));
  return `${COLUMNS.map((column) => cellOf(values.get(column) ?? null)).join(",")}\r\n`;
}

function cellOf(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  // A spreadsheet takes a text that begins so for a formula, and callers choose session ids.
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
