import { once } from "node:events";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

export type Cell = string | number | boolean | null;

/** One column of a staged table: its SQL name, its type, and how to take it from the thing stored. */
export interface Column<T> {
  name: string;
  cell(source: T): Cell;
}

/** Streams rows into a table with COPY in text format; the table must already exist. */
export async function copyRows<T>(
  client: PoolClient,
  table: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = columns.map((column) => column.name).join(", ");
  const stream = client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN`));
  const finished = once(stream, "finish");
  stream.end(Buffer.from(rows.map((row) => encodeRow(columns, row)).join("")));
  await finished;
}

function encodeRow<T>(columns: readonly Column<T>[], row: T): string {
  let line = "";
  for (const column of columns) line += `${line === "" ? "" : "\t"}${encodeCell(column.cell(row))}`;
  return `${line}\n`;
}

const SPECIAL = /[\\\t\n\r\0]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "",
};

/** One value in COPY's text format. PostgreSQL cannot hold a NUL character in text, so it is left out. */
export function encodeCell(cell: Cell): string {
  if (cell === null) return "\\N";
  if (typeof cell === "boolean") return cell ? "t" : "f";
  if (typeof cell === "number") return String(cell);
  return cell.replace(SPECIAL, (character) => ESCAPES[character] ?? "");
}
