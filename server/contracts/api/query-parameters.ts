import type { z } from "zod";
import type { ApiParameter } from "./operation";

/** The members of a query's schema, each with what it means. */
export function queryOf<Name extends string>(
  { shape }: z.ZodObject<Record<Name, z.ZodType>>,
  texts: Readonly<Record<Name, string>>,
): ApiParameter[] {
  return Object.entries<string>(texts).map(([name, text]) => {
    const schema = Object.entries<z.ZodType>(shape).find(([member]) => member === name)?.[1];
    return { name, text, ...(schema === undefined ? {} : { schema }) };
  });
}

export const PAGE = { limit: "How many at most.", cursor: "next_cursor of the page before." };
