import { type Json, member, parseJsonObject, textAt } from "../json-parts";

export interface JudgeVerdict {
  /** 0 the worst, 1 the best. */
  score: number;
  reason: string | null;
}

const REASON_LENGTH_MAX = 1_000;
const POINTS = { worst: 1, best: 5 } as const;

/** A judge's words as a verdict; null where they hold none, or more than one. Models add fences, preambles and afterthoughts. */
export function readVerdict(text: string): JudgeVerdict | null {
  const objects = objectsIn(text);
  const points = agreedOn(objects, pointsOf);
  if (points === null) return null;
  const stated = objects.find((object) => pointsOf(object) !== null) ?? {};
  const reason = textAt(stated, "reason")?.trim().slice(0, REASON_LENGTH_MAX);
  return { score: (points - POINTS.worst) / (POINTS.best - POINTS.worst), reason: reason || null };
}

/** What objects say in one voice; a judge that quotes what the judged answer would like to hear says two things. */
export function agreedOn<Said>(objects: readonly Json[], read: (object: Json) => Said | null): Said | null {
  const [first, ...others] = objects.flatMap((object) => read(object) ?? []);
  return first === undefined || others.some((other) => other !== first) ? null : first;
}

/** Outside its scale a judge has not understood it: that is no verdict, rather than a very good one. */
function pointsOf(verdict: Json): number | null {
  const stated = member(verdict, "score");
  const said = typeof stated === "string" ? /^\s*(\d(?:\.\d+)?)\s*(?:\/\s*5)?\s*$/.exec(stated)?.[1] : stated;
  const points = typeof said === "string" || typeof said === "number" ? Number(said) : Number.NaN;
  return points >= POINTS.worst && points <= POINTS.best ? points : null;
}

/** A judge that goes on for longer was not asked to. */
const TEXT_LENGTH_MAX = 32_000;
const ENDS_MAX = 30;
const STARTS_MAX = 20;

/**
 * Whole JSON objects in a text, the last first and none from inside another. None at all where the last one is broken:
 * what stands whole in it may be quoted.
 */
export function objectsIn(text: string): Json[] {
  const found: Json[] = [];
  if (text.length > TEXT_LENGTH_MAX) return found;
  let end = text.lastIndexOf("}");
  for (let ends = 0; end >= 0 && ends < ENDS_MAX; ends += 1) {
    const whole = objectEndingAt(text, end);
    if (whole === null && found.length === 0) break;
    if (whole !== null) found.push(whole.object);
    const before = whole?.start ?? end;
    end = before === 0 ? -1 : text.lastIndexOf("}", before - 1);
  }
  return found;
}

function objectEndingAt(text: string, end: number): { object: Json; start: number } | null {
  let start = text.lastIndexOf("{", end);
  for (let starts = 0; start >= 0 && starts < STARTS_MAX; starts += 1) {
    const object = parseJsonObject(text.slice(start, end + 1));
    if (object !== null) return { object, start };
    // Begun too late: a brace further to the left may open it.
    start = start === 0 ? -1 : text.lastIndexOf("{", start - 1);
  }
  return null;
}
