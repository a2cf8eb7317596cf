import { type Detection, type Detector, ScanView, type Trust } from "../detector";
import { scoreInjection } from "../injection/detect-injection";
import { mergeFindings } from "../merge-findings";
import type { Span } from "../rules/find-phrase";

/**
 * How much more suspicious than the excused stretch alone a text may be, in units of the score's logit. Between harmless
 * sentences a stretch seldom gains more; README.md has what was measured.
 */
export const SURROUNDINGS_MAX = 0.75;

export interface Judged {
  text: string;
  trust: Trust;
  found: Detection;
  /** Excused stretches of the text. */
  allowed: readonly Span[];
}

/**
 * What is left of a finding when the allowed stretches are taken out. The rest is judged as if they had never been
 * there, so that nothing hides around them; and where the text as a whole is more suspicious than they are by
 * themselves, they are a part of something that nobody has allowed.
 */
export function excuseInjection(
  detector: Detector,
  { text, trust, found, allowed }: Judged,
): Detection | null {
  if (allowed.length === 0) return found;
  const spans = mergeFindings(allowed);
  const rest = without(text, spans);
  const [left] = detector.scan(new ScanView(rest.text, trust));
  if (left !== undefined)
    return { ...left, start: rest.toOriginal(left.start), end: rest.toOriginal(left.end) };
  const alone = Math.max(...spans.map(({ start, end }) => logitOf(text.slice(start, end), trust)));
  const whole = Math.log(found.score / (1 - found.score));
  return whole > alone + SURROUNDINGS_MAX ? found : null;
}

function logitOf(text: string, trust: Trust): number {
  const { score } = scoreInjection(new ScanView(text, trust));
  return Math.log(score / (1 - score));
}

/** What stood around a stretch is read as if it stood together. */
function without(text: string, spans: readonly Span[]): { text: string; toOriginal(at: number): number } {
  let rest = "";
  let done = 0;
  const cuts: { at: number; length: number }[] = [];
  for (const { start, end } of spans) {
    rest += `${text.slice(done, start)} `;
    cuts.push({ at: rest.length, length: end - start - 1 });
    done = end;
  }
  rest += text.slice(done);
  const toOriginal = (at: number): number => {
    let original = at;
    for (const cut of cuts) if (cut.at <= at) original += cut.length;
    return Math.max(0, original);
  };
  return { text: rest, toOriginal };
}
