import type { RequestPage, RequestRow } from "@/server/contracts/requests";

/** Past this many rows a growing first page is dropped for a fresh one. */
const FIRST_PAGE_ROWS_MAX = 2_000;

export interface Merged {
  pages: RequestPage[];
  freshIds: Set<string>;
  /** The first page grew too long to keep. */
  isFull: boolean;
}

/** Adds rows that are not loaded yet to the first page; the same rows again change nothing. */
export function mergeNewRows(pages: RequestPage[], incoming: readonly RequestRow[]): Merged {
  const known = new Set(pages.flatMap((page) => page.items.map((row) => row.id)));
  const fresh = incoming.filter((row) => !known.has(row.id));
  const [first, ...rest] = pages;
  if (fresh.length === 0 || first === undefined) return { pages, freshIds: new Set(), isFull: false };
  const items = [...fresh, ...first.items];
  return {
    pages: [{ ...first, items }, ...rest],
    freshIds: new Set(fresh.map((row) => row.id)),
    isFull: items.length > FIRST_PAGE_ROWS_MAX,
  };
}

/** Every loaded row once; newest first when rows were merged in, else in the order of the pages. */
export function rowsOf(pages: readonly RequestPage[], isNewestFirst: boolean): RequestRow[] {
  const rows = new Map<string, RequestRow>();
  for (const page of pages) for (const row of page.items) rows.set(row.id, row);
  const all = [...rows.values()];
  return isNewestFirst ? all.sort(byNewest) : all;
}

function byNewest(left: RequestRow, right: RequestRow): number {
  return right.createdAt.getTime() - left.createdAt.getTime() || (left.id < right.id ? 1 : -1);
}
