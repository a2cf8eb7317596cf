import { jsonStringEnd } from "@/server/text/json-string-end";

const QUOTE = 0x22;

/** Below this size the tree is cheaper to look at than the bytes, and cannot be deep enough to hurt the parser. */
export const SCAN_FROM_BYTES = 256 * 1024;

/** Whether bytes nest deeper than `depthMax`; looked at before parsing, as parsing needs memory for each level. */
export function bytesNestTooDeep(bytes: Buffer, depthMax: number): boolean {
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = jsonStringEnd(bytes, at) - 1;
    } else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > depthMax) return true;
    } else if (byte === 0x5d || byte === 0x7d) {
      depth -= 1;
    }
  }
  return false;
}

/** Whether a parsed value nests deeper than `depthMax`. Looks no deeper than that. */
export function valueNestsTooDeep(value: unknown, depthMax: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depthMax === 0) return true;
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null && valueNestsTooDeep(inner, depthMax - 1)) return true;
  }
  return false;
}
