/** Pairs of a letter and the Latin letter it is taken for by its looks. Used only where scripts are mixed. */
const LOOK_ALIKE_PAIRS =
  "аa вb сc ԁd еe ҽe гr һh іi јj кk ӏl мm нh оo рp ԛq ѕs тt цu ѵv ԝw хx уy ьb пn иn яr бb " +
  "αa βb γy δd εe ζz ηn ιi κk λl μu νv οo πn ρp σo τt υu χx ωw ϲc ϳj աw օo սu ոn հh ցg զq ωw ςs";
/** Letters drawn as others wherever they stand: strokes, small capitals, upside down. */
const DRAWN_PAIRS =
  "łl ıi ɑa ɡg ɩi ɪi ʏy øo đd ħh ŧt ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ǫq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ᴢz " +
  'ɐa ɔc ǝe ɟf ƃg ɥh ᴉi ɾj ʞk ɯm ɹr ʇt ʌv ʍw ʎy ’\' ‘\' ʼ\' “" ”" „" «" »" –- —- ‐- ‑- −- …. 。. 、, ，, ：: ！! ？?';

const toMap = (pairs: string): Map<string, string> =>
  new Map(pairs.split(" ").map((pair) => [pair.slice(0, 1), pair.slice(1)]));
const lookAlikes = toMap(LOOK_ALIKE_PAIRS);
const drawn = toMap(DRAWN_PAIRS);

/** The Latin letter that a Cyrillic, Greek or Armenian one imitates, or 0. Takes and gives UTF-16 units. */
export const lookAlike = new Uint16Array(0x600);
for (const [letter, latin] of lookAlikes) {
  if (letter.charCodeAt(0) < lookAlike.length) lookAlike[letter.charCodeAt(0)] = latin.charCodeAt(0);
}

export const LOOK_ALIKES = new RegExp(
  `[${[...lookAlike].flatMap((latin, unit) => (latin === 0 ? [] : [String.fromCharCode(unit)])).join("")}]`,
  "g",
);

/** Zero-width, joining, bidirectional and filling characters, variation selectors. */
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cf}]$/u;
/** Marks put over or under letters of any script; the two that voice Japanese syllables stay. */
const MARK = /(?!\u3099|\u309a)(?=\p{Mn})\p{Script=Inherited}/gu;
const BLANK = /^[\s\u2800]$/;

function computeFold(char: string, codePoint: number): string {
  // Tag characters repeat ASCII invisibly: what they spell is read by a model, so it is read here.
  if (codePoint >= 0xe0020 && codePoint <= 0xe007e)
    return String.fromCharCode(codePoint - 0xe0000).toLowerCase();
  if (INVISIBLE.test(char)) return "";
  if (char === "\n" || char === "\r") return "\n";
  if (BLANK.test(char)) return " ";
  // Letters in dark squares and circles, and flags' letters.
  if (codePoint >= 0x1f130 && codePoint <= 0x1f189)
    return String.fromCharCode(97 + (((codePoint - 0x1f130) % 32) % 26));
  if (codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff) return String.fromCharCode(codePoint - 0x1f1e6 + 97);
  const compatible = (drawn.get(char) ?? char).normalize("NFKC").toLowerCase();
  const taken = compatible.normalize("NFKD");
  const bare = taken.replace(MARK, "");
  const folded = bare === taken ? compatible : bare.normalize("NFC");
  return drawn.get(folded) ?? folded;
}

const FOLDED_MAX = 20_000;
const folded = new Map<number, string>();

/** One character in its plainest form: lower case, no accents, no width or style; empty when it cannot be seen. */
export function foldCharacter(char: string, codePoint: number): string {
  const known = folded.get(codePoint);
  if (known !== undefined) return known;
  const fold = computeFold(char, codePoint);
  if (folded.size < FOLDED_MAX) folded.set(codePoint, fold);
  return fold;
}
