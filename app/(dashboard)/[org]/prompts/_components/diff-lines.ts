export interface DiffLine {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Beyond this many comparisons what differs is shown as a whole. */
const CELLS_MAX = 4_000_000;

/** The lines of two texts, those that both have once; as few changes as there can be. */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: "same", text }));
  return [
    ...same(before.slice(0, start)),
    ...changed(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ];
}

function changed(before: readonly string[], after: readonly string[]): DiffLine[] {
  const removed = before.map((text): DiffLine => ({ kind: "removed", text }));
  const added = after.map((text): DiffLine => ({ kind: "added", text }));
  if (before.length * after.length > CELLS_MAX) return [...removed, ...added];
  const lengths = commonLengths(before, after);
  const width = after.length + 1;
  const lines: DiffLine[] = [];
  let [left, right] = [0, 0];
  while (left < before.length && right < after.length) {
    const [old, now] = [removed[left], added[right]];
    if (old === undefined || now === undefined) break;
    if (old.text === now.text) {
      lines.push({ kind: "same", text: old.text });
      left += 1;
      right += 1;
    } else if ((lengths[(left + 1) * width + right] ?? 0) >= (lengths[left * width + right + 1] ?? 0)) {
      lines.push(old);
      left += 1;
    } else {
      lines.push(now);
      right += 1;
    }
  }
  return [...lines, ...removed.slice(left), ...added.slice(right)];
}

/** At `left * (after.length + 1) + right`: how many lines the rests of both have in common. */
function commonLengths(before: readonly string[], after: readonly string[]): Uint32Array {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let left = before.length - 1; left >= 0; left--) {
    for (let right = after.length - 1; right >= 0; right--) {
      const at = left * width + right;
      lengths[at] =
        before[left] === after[right]
          ? (lengths[at + width + 1] ?? 0) + 1
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return lengths;
}
