import { isJson, type Json, member, textAt } from "../json-parts";

export interface JudgeVerdict {
  /** 0 the worst, 1 the best. */
  score: number;
  reason: string | null;
}

const REASON_LENGTH_MAX = 1_000;
const POINTS = { worst: 1, best: 5 } as const;

/** A judge's words as a verdict; null where they hold none. Models add fences, preambles and afterthoughts. */
export function readVerdict(text: string): JudgeVerdict | null {
  for (const candidate of objectsIn(text)) {
    const points = pointsOf(candidate);
    if (points === null) continue;
    const reason = textAt(candidate, "reason")?.trim().slice(0, REASON_LENGTH_MAX);
    return { score: (points - POINTS.worst) / (POINTS.best - POINTS.worst), reason: reason || null };
  }
  return null;
}

/** Outside its scale a judge has not understood it: that is no verdict, rather than a very good one. */
function pointsOf(verdict: Json): number | null {
  const stated = member(verdict, "score");
  const said = typeof stated === "string" ? /^\s*(\d(?:\.\d+)?)\s*(?:\/\s*5)?\s*$/.exec(stated)?.[1] : stated;
  const points = Number(said ?? Number.NaN);
  return points >= POINTS.worst && points <= POINTS.best ? points : null;
}

/** Whole JSON objects in a text, the last first: what a model thinks aloud comes before what it settles on. */
export function objectsIn(text: string): Json[] {
  const found: Json[] = [];
  for (
    let end = text.lastIndexOf("}");
    end >= 0 && found.length < TRIES_MAX;
    end = text.lastIndexOf("}", end - 1)
  ) {
    const object = objectEndingAt(text, end);
    if (object !== null) found.push(object);
    if (end === 0) break;
  }
  return found;
}

const TRIES_MAX = 5;

function objectEndingAt(text: string, end: number): Json | null {
  let tries = 0;
  for (
    let start = text.lastIndexOf("{", end);
    start >= 0 && tries < 20;
    start = text.lastIndexOf("{", start - 1)
  ) {
    tries += 1;
    try {
      const value: unknown = JSON.parse(text.slice(start, end + 1));
      return isJson(value) ? value : null;
    } catch {
      // Begun too late: a brace further to the left may open it.
    }
    if (start === 0) break;
  }
  return null;
}
