import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: {
    theme: { shadow: ["float", "modal"], animate: ["live", "appear", "shimmer", "flash"] },
    classGroups: { z: [{ z: ["sticky", "panel", "modal", "popover", "tooltip", "toast"] }] },
  },
});

/** Joins class names; of two utilities for the same property, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
