/** Whether a parsed value nests deeper than `depthMax`. Looks no deeper than that. */
export function valueNestsTooDeep(value: unknown, depthMax: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depthMax === 0) return true;
  for (const inner of Object.values(value)) {
    if (typeof inner === "object" && inner !== null && valueNestsTooDeep(inner, depthMax - 1)) return true;
  }
  return false;
}
