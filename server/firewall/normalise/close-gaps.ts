/** Letters that stand alone, one behind the other, and what stands between each and what is before it. In columns. */
interface Singles {
  places: number[];
  gaps: string[];
}

const SINGLES_MIN = 6;
const GAP_MAX = 4;

/**
 * The text with letters put together that stand apart, by blanks or any other mark; null when there are none. What is
 * between most of them belongs to the disguise; anything else between two parts words.
 */
export function closeGaps(plain: string): string | null {
  const runs = singleRuns(plain);
  if (!runs.some(({ places }) => places.length >= SINGLES_MIN)) return null;
  let closed = "";
  let done = 0;
  for (const run of runs) {
    const first = run.places[0] ?? 0;
    closed += plain.slice(done, first) + joined(plain, run);
    done = (run.places.at(-1) ?? first) + 1;
  }
  return closed + plain.slice(done);
}

/** Two or more single letters in a row. */
function singleRuns(plain: string): Singles[] {
  const runs: Singles[] = [];
  let run: Singles = { places: [], gaps: [] };
  const finish = (): void => {
    if (run.places.length > 1) runs.push(run);
    if (run.places.length > 0) run = { places: [], gaps: [] };
  };
  let before = 0;
  for (let at = 0; at < plain.length; at++) {
    if (!isWordUnit(plain.charCodeAt(at))) continue;
    const end = wordEnd(plain, at);
    if (end - at === 1) {
      const gap = plain.slice(before, at);
      if (run.places.length > 0 && (gap.length > GAP_MAX || gap.includes("\n"))) finish();
      run.places.push(at);
      run.gaps.push(gap);
    } else finish();
    before = end;
    at = end;
  }
  finish();
  return runs;
}

/** Behind letters and digits, and those that an apostrophe joins to them. */
function wordEnd(plain: string, start: number): number {
  let end = start + 1;
  while (
    isWordUnit(plain.charCodeAt(end)) ||
    (plain.charCodeAt(end) === APOSTROPHE && isWordUnit(plain.charCodeAt(end + 1)))
  )
    end++;
  return end;
}

const APOSTROPHE = 0x27;
/** False for NaN, which is what lies past the end of a text. */
const isWordUnit = (unit: number): boolean => (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57);

function joined(plain: string, { places, gaps }: Singles): string {
  const base = commonGap(gaps);
  let text = "";
  places.forEach((at, index) => {
    const gap = gaps[index] ?? "";
    if (index > 0 && gap !== base) text += parting(gap, base);
    text += plain.charAt(at);
  });
  return text;
}

function commonGap(gaps: readonly string[]): string {
  const counts = new Map<string, number>();
  let common = "";
  for (const gap of gaps.slice(1)) {
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
