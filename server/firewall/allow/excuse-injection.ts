import { type Detection, type Detector, ScanView, type Trust } from "../detector";
import { scoreInjection } from "../injection/detect-injection";
import { mergeFindings } from "../merge-findings";
import type { Span } from "../rules/find-phrase";

/**
 * How much more suspicious than the excused stretch alone a text may be, in units of the score's logit. Between harmless
 * sentences a stretch seldom gains more; README.md has what was measured.
 */
export const SURROUNDINGS_MAX = 0.75;

/**
 * A stretch that scores more by itself is an attack, whoever has allowed it. Of harmless texts that are stopped hardly
 * any scores as much; of stretches cut out of attacks most do.
 */
export const ALONE_SCORE_MAX = 0.8;

export interface Judged {
  text: string;
  trust: Trust;
  found: Detection;
  /** Excused stretches of the text. */
  allowed: readonly Span[];
}

/**
 * What is left of a finding when the allowed stretches are taken out. What is an attack by itself is never excused; of
 * anything else, what the rest of the text makes of it counts.
 */
export function excuseInjection(detector: Detector, judged: Judged): Detection | null {
  const { text, trust, found, allowed } = judged;
  if (allowed.length === 0) return found;
  return aloneOf(mergeFindings(allowed), text, trust) > ALONE_LOGIT_MAX ? found : judgeRest(detector, judged);
}

/**
 * The rest is judged as if the allowed stretches had never been there, so that nothing hides around them; and where the
 * text as a whole is more suspicious than they are by themselves, they are a part of something that nobody has allowed.
 */
export function judgeRest(detector: Detector, { text, trust, found, allowed }: Judged): Detection | null {
  if (allowed.length === 0) return found;
  const spans = mergeFindings(allowed);
  const rest = without(text, spans);
  const [left] = detector.scan(new ScanView(rest.text, trust));
  if (left !== undefined)
    return { ...left, start: rest.toOriginal(left.start), end: rest.toOriginal(left.end) };
  const whole = Math.log(found.score / (1 - found.score));
  return whole > aloneOf(spans, text, trust) + SURROUNDINGS_MAX ? found : null;
}

const aloneOf = (spans: readonly Span[], text: string, trust: Trust): number =>
  Math.max(...spans.map(({ start, end }) => logitOf(text.slice(start, end), trust)));

const ALONE_LOGIT_MAX = Math.log(ALONE_SCORE_MAX / (1 - ALONE_SCORE_MAX));

/** Whether what a rule is meant for is so suspicious by itself that it excuses nothing. */
export const isAttackAlone = (sample: string): boolean =>
  scoreInjection(new ScanView(sample)).score > ALONE_SCORE_MAX;

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
