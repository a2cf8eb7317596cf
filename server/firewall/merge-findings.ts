interface Span {
  start: number;
  end: number;
}

/** Overlapping findings become one over the union, named for the one that starts first and reaches furthest. */
export function mergeFindings<Found extends Span>(findings: readonly Found[]): Found[] {
  if (findings.length === 0) return [];
  const merged: Found[] = [];
  for (const finding of [...findings].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (!last || finding.start >= last.end) merged.push({ ...finding });
    else last.end = Math.max(last.end, finding.end);
  }
  return merged;
}

/** The findings that touch none of `taken`, in order. One pass over both, however many there are. */
export function outsideOf<Found extends Span>(findings: readonly Found[], taken: readonly Span[]): Found[] {
  if (findings.length === 0) return [];
  const free: Found[] = [];
  const barriers = mergeFindings(taken);
  let next = 0;
  for (const finding of [...findings].sort((a, b) => a.start - b.start)) {
    for (let barrier = barriers[next]; barrier && barrier.end <= finding.start; barrier = barriers[next])
      next++;
    const barrier = barriers[next];
    if (!barrier || barrier.start >= finding.end) free.push(finding);
  }
  return free;
}
