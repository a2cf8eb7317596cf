import { csvCell } from "@/server/contracts/csv-cell";

export type FileFormat = "csv" | "jsonl";
export type FileColumn<Row> = readonly [string, (row: Row) => string | number | boolean | null];

/** Rows as a file's text; unknown values stay empty or null. */
export function rowsText<Row>(
  rows: readonly Row[],
  columns: readonly FileColumn<Row>[],
  format: FileFormat,
): string {
  if (format === "jsonl") {
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(columns.map(([name, of]) => [name, of(row)]))),
    );
    return lines.map((line) => `${line}\n`).join("");
  }
  const head = columns.map(([name]) => name).join(",");
  const lines = rows.map((row) => columns.map(([, of]) => csvCell(of(row))).join(","));
  return [head, ...lines, ""].join("\r\n");
}
