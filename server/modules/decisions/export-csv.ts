import { csvCell } from "@/server/contracts/csv-cell";
import { ExportedDecision } from "@/server/contracts/decision-export";

const COLUMNS = Object.keys(ExportedDecision.shape);

export function csvHeader(): string {
  return `${COLUMNS.join(",")}\r\n`;
}

/** One row; what is unknown is an empty cell. */
export function toCsvLine(row: ExportedDecision): string {
  const values = new Map(Object.entries(row));
  return `${COLUMNS.map((column) => csvCell(values.get(column) ?? null)).join(",")}\r\n`;
}
