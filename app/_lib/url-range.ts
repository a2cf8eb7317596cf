/** The range that a URL names: both ends together replace the preset. */
export function urlRange<Preset extends string>({
  range,
  from,
  to,
}: {
  range: Preset;
  from: Date | null;
  to: Date | null;
}): Preset | { from: Date; to: Date } {
  return from !== null && to !== null && from < to ? { from, to } : range;
}

/** The same as our own API takes it. */
export function apiRange<Preset extends string>(
  range: Preset | { from: Date; to: Date },
): { range: Preset } | { from: string; to: string } {
  if (typeof range !== "object") return { range };
  return { from: range.from.toISOString(), to: range.to.toISOString() };
}
