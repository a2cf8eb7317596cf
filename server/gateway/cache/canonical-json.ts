import { isObject } from "../json-value";
import { type SkipTree, skipAt } from "./ignored-paths";

export interface CanonicalJson {
  text: string;
  /** A number cannot be told from another one that was written differently: the text alone does not identify the value. */
  isLossy: boolean;
}

/** One text for one value: neither the order of members nor spaces count. */
export function canonicalJson(value: unknown, skip: SkipTree = {}): CanonicalJson {
  const writer = new Writer();
  return { text: writer.write(value, skip), isLossy: writer.isLossy };
}

class Writer {
  isLossy = false;

  write(value: unknown, skip: SkipTree | undefined): string {
    if (Array.isArray(value)) return this.#array(value, skip);
    if (isObject(value)) return this.#object(value, skip);
    if (typeof value === "number") this.#look(value);
    return JSON.stringify(value) ?? "null";
  }

  /** Beyond 2^53 two whole numbers of a body are read as one; providers may read them exactly. */
  #look(value: number): void {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)))
      this.isLossy = true;
  }

  #array(items: readonly unknown[], skip: SkipTree | undefined): string {
    const parts: string[] = [];
    for (const [index, item] of items.entries()) {
      const left = skipAt(skip, String(index));
      // A place is kept for what is left out, so that its neighbours do not move.
      parts.push(left === true ? "" : this.write(item, left));
    }
    return `[${parts.join(",")}]`;
  }

  #object(value: Readonly<Record<string, unknown>>, skip: SkipTree | undefined): string {
    const parts: string[] = [];
    for (const name of Object.keys(value).sort()) {
      const left = skipAt(skip, name);
      if (left !== true) parts.push(`${JSON.stringify(name)}:${this.write(value[name], left)}`);
    }
    return `{${parts.join(",")}}`;
  }
}
