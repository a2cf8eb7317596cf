import { NewDatasetRow } from "@/server/contracts/datasets";

export interface ParsedRows {
  rows: NewDatasetRow[];
  /** The first line that is no row, from 1. */
  badLine: number | null;
}

/** One row a line: a question, or JSON with `input` and `expected`. */
export function parseRows(text: string): ParsedRows {
  const rows: NewDatasetRow[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const trimmed = line.trim();
    if (trimmed === "") continue;
    const row = NewDatasetRow.safeParse(trimmed.startsWith("{") ? jsonOf(trimmed) : { input: trimmed });
    if (!row.success) return { rows, badLine: index + 1 };
    rows.push(row.data);
  }
  return { rows, badLine: null };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
