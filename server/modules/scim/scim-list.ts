import { scimInvalid } from "./scim-error";

export interface Slice {
  skip: number;
  take: number;
}

export interface Page<Row> {
  total: number;
  items: Row[];
}

export const PAGE_MAX = 200;
const PAGE = 100;

/** `startIndex` counts from 1; what is below means 1, and more than there may be means as many as may be. */
export function sliceOf(query: URLSearchParams): Slice {
  const startIndex = numberOf(query, "startIndex", 1);
  const count = numberOf(query, "count", PAGE);
  return { skip: Math.max(startIndex, 1) - 1, take: Math.min(Math.max(count, 0), PAGE_MAX) };
}

function numberOf(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null || text === "") return otherwise;
  if (!/^-?\d{1,9}$/.test(text)) throw scimInvalid("invalidValue", `${name} has to be a number.`);
  return Number(text);
}
