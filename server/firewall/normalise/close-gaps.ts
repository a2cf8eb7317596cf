/** A letter that stands alone, and what stands between it and the one before. */
interface Single {
  at: number;
  gap: string;
}

const SINGLES_MIN = 6;
const GAP_MAX = 4;
const TOKEN = /[a-z0-9]+(?:'[a-z0-9]+)*/g;

/**
 * The text with letters put together that stand apart, by blanks or any other mark; null when there are none. What is
 * between most of them belongs to the disguise; anything else between two parts words.
 */
export function closeGaps(plain: string): string | null {
  const runs = singleRuns(plain);
  if (!runs.some(({ length }) => length >= SINGLES_MIN)) return null;
  let closed = "";
  let done = 0;
  for (const run of runs) {
    const first = run[0]?.at ?? 0;
    closed += plain.slice(done, first) + joined(plain, run);
    done = (run.at(-1)?.at ?? first) + 1;
  }
  return closed + plain.slice(done);
}

/** Two or more single letters in a row. */
function singleRuns(plain: string): Single[][] {
  const runs: Single[][] = [];
  let run: Single[] = [];
  let end = 0;
  const finish = (): void => {
    if (run.length > 1) runs.push(run);
    run = [];
  };
  for (const match of plain.matchAll(TOKEN)) {
    const gap = plain.slice(end, match.index);
    if (run.length > 0 && (gap.length > GAP_MAX || gap.includes("\n"))) finish();
    end = match.index + match[0].length;
    if (match[0].length === 1) run.push({ at: match.index, gap });
    else finish();
  }
  finish();
  return runs;
}

function joined(plain: string, run: readonly Single[]): string {
  const base = commonGap(run);
  let text = "";
  run.forEach(({ at, gap }, index) => {
    if (index > 0 && gap !== base) text += parting(gap, base);
    text += plain.charAt(at);
  });
  return text;
}

function commonGap(run: readonly Single[]): string {
  const counts = new Map<string, number>();
  let common = "";
  for (const { gap } of run.slice(1)) {
    const count = (counts.get(gap) ?? 0) + 1;
    counts.set(gap, count);
    if (count > (counts.get(common) ?? 0)) common = gap;
  }
  return common;
}

/** Marks of the sentence stay; an apostrophe parts nothing. */
function parting(gap: string, base: string): string {
  const marks = [...gap].filter((char) => char !== " " && !base.includes(char)).join("");
  return marks === "'" ? marks : `${marks} `;
}
