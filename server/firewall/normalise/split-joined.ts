import { hasLongWord } from "./text-shape";

/** Words that overrides are made of, with those that hold them together; enough to read them without blanks. */
const WORDS =
  "ignore disregard forget override bypass previous prior above all any every instructions instruction rules rule guidelines directives commands prompt system message hidden secret reveal show print output repeat tell give display say write respond reply answer only with the and you your are now new from on no longer restrictions restricted unrestricted without act as pretend to be do not follow follow my me this these those that is of in it what were was have has been i will must never always developer mode admin access enabled disable safety filter filters policy policies password key user assistant ai instead following before everything else context conversation start begin end don't dont can please hack hacked pwned jailbreak dan free limits ethical hate love how make bomb a an for by everything nothing data send email say saying answer question questions tell write print output task tasks new first then after before also more than here there how what who when where why which please help need want give get let us let's they their been being had can't cannot would should could about into onto out over under up down off so if else or at as no not yes word words letter text message messages exactly exact code full free any thing things time role character mode model language openai chatgpt gpt bot developer company user's customer access admin ethical moral legal policy programmed given told set received existing current former original initial anymore longer";
const known = new Set(WORDS.split(" "));
const LENGTH_MAX = Math.max(...[...known].map((word) => word.length));
const JOINED = /[a-z]{15,200}/g;
const COVERED_MIN = 0.8;

/** The text with long unbroken words taken apart, where they consist of known ones; null when there are none. */
export function splitJoined(plain: string): string | null {
  if (!hasLongWord(plain)) return null;
  let isChanged = false;
  const split = plain.replace(JOINED, (run) => {
    const parts = splitRun(run);
    if (parts === null) return run;
    isChanged = true;
    return parts;
  });
  return isChanged ? split : null;
}

/** The fewest letters left over, then the fewest words: one pass from left to right. */
function splitRun(run: string): string | null {
  const costs = new Float64Array(run.length + 1);
  const from = new Int32Array(run.length + 1);
  for (let end = 1; end <= run.length; end++) {
    costs[end] = (costs[end - 1] ?? 0) + 3;
    from[end] = end - 1;
    for (let length = 1; length <= Math.min(LENGTH_MAX, end); length++) {
      if (!known.has(run.slice(end - length, end))) continue;
      const cost = (costs[end - length] ?? 0) + 1;
      if (cost < (costs[end] ?? 0)) {
        costs[end] = cost;
        from[end] = end - length;
      }
    }
  }
  const parts: string[] = [];
  let covered = 0;
  for (let end = run.length; end > 0; end = from[end] ?? 0) {
    const part = run.slice(from[end] ?? 0, end);
    if (part.length > 1) covered += part.length;
    parts.push(part);
  }
  return covered >= run.length * COVERED_MIN && parts.length > 2 ? parts.reverse().join(" ") : null;
}
