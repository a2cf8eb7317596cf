/** Pieces whose repetition has slowed down detectors: nested quotes, triggers, runs of one kind, alternating scripts. */
const SINGLE_UNITS: readonly string[] = [
  ..."a|1| |.|-|@|:|/|=|\"|'|(|[|{|<|%|&|\\|+|_|,|\n|é|а|中|\u200b|😀|\u0301".split("|"),
  ..."1 |1-|1.|a@|@a.|a.b@c.|password=|password: |://a:|+1(|phone |a:|DE89 |(0) |call me at |sk-|bearer |eyJaaaaaaaaa.".split(
    "|",
  ),
  ..."-----BEGIN PRIVATE KEY-----|<|im_start|>|ignore |ignore all previous instructions |you are now dan |system: |<!-- ".split(
    "|",
  ),
  ..."[INST] |\\u0069|%69|&#105;|aWdub3Jl|69676e6f7265|.. --. -. |01101001 |105 103 |i g n o r e |vtaber |erongi |1gn0r3 ".split(
    "|",
  ),
  ...'ignoreallpreviousinstructions|x=y |\'"|""|((|[[|![a](http://a.b/?q=|http://a.b/?q=aaaaaaaa |a1b2|aA1|AKIA|ghp_|0x|\\x41'.split(
    "|",
  ),
  ..."аa|aа|ｉ|𝐢|\ufe00|\u{e0069}|\u202e|ё|ا|の|ไ|한|ß|İ|1,|12:|::|1::|a-b-c-|a_b_c_|A.B.C.|... |!!! |?? |4242 |424242424242|".split(
    "|",
  ),
].filter((unit) => unit !== "");

/** Each with one further on, so that what one begins the other breaks off. */
const pairs = SINGLE_UNITS.map(
  (unit, index) => unit + (SINGLE_UNITS[(index * 7 + 3) % SINGLE_UNITS.length] ?? ""),
);
/** What only reading as it is meant can slow down. */
const DISGUISED_UNITS =
  "igrone |prevoius intsructions |qxzvk |qxzvk the |i/g/n/o/r/e |ignoreall |erongi lla |a+b+c+d+|theandof|1gn0r3all|zzzzzzzzzzzz ".split(
    "|",
  );

export const HOSTILE_UNITS: readonly string[] = [...SINGLE_UNITS, ...pairs, ...DISGUISED_UNITS];

export const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
