import { columnVisibilityFeature, tableFeatures } from "@tanstack/react-table";
import type { ReactNode } from "react";

export const features = tableFeatures({ columnVisibilityFeature });
export type TableFeatures = typeof features;

export interface DataColumn<Data, Sort extends string> {
  id: string;
  header: string;
  /** Width in pixels; the flexible columns share what is left in proportion to theirs. */
  width: number;
  isFlexible?: boolean;
  isNumeric?: boolean;
  cell: (row: Data) => ReactNode;
  /** The orders this column's header switches through. */
  sorts?: readonly { value: Sort; direction: "ascending" | "descending" }[];
  /** Cannot be hidden. */
  isFixed?: boolean;
}
