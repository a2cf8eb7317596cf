import { ENCODINGS, OBFUSCATIONS, UNSEEN_DISGUISES } from "./encode";

type Change = (typeof OBFUSCATIONS)[string];
const single = { ...OBFUSCATIONS, ...ENCODINGS, ...UNSEEN_DISGUISES };

/** The first, and what comes of it disguised again. */
function both(first: keyof typeof single, second: keyof typeof single): [string, Change] {
  const [inner, outer] = [single[first], single[second]];
  if (inner === undefined || outer === undefined) throw new Error(`no disguise ${first} or ${second}`);
  return [`${first}, ${second}`, (text, rng) => outer(inner(text, rng), rng)];
}

/** Two disguises at once. Training never sees them. */
export const DOUBLE_DISGUISES: Readonly<Record<string, Change>> = Object.fromEntries([
  both("leet", "spaced"),
  both("leet", "dashed"),
  both("leet", "joined"),
  both("leet", "homoglyphs"),
  both("leet", "reversed"),
  both("rot13", "base64"),
  both("leet", "base64"),
  both("spaced", "base64"),
  both("reversed", "base64"),
  both("joined", "base64"),
  both("rot13", "spaced"),
  both("rot13", "hex"),
  both("reversed", "spaced"),
  both("reversed", "rot13"),
  both("rot13", "leet"),
  both("base64", "hex"),
  both("base64", "percent"),
  both("base64", "reversed"),
  both("base64", "rot13"),
  both("homoglyphs", "spaced"),
  both("typos", "leet"),
  both("scrambled", "joined"),
  both("upperCase", "leet"),
]);
