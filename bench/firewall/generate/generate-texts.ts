import { Rng } from "../rng";
import type { LabelledText } from "../training/documents";
import { WITH_ADDRESSES } from "./addresses-table";
import { ATTACK_DIRECT } from "./attack-direct-table";
import { ATTACK_INDIRECT } from "./attack-indirect-table";
import { ATTACK_LANGUAGES, type LanguageParts } from "./attack-languages-table";
import { ATTACK_MORE } from "./attack-more-table";
import { ATTACK_FORMS, BENIGN_LANGUAGES, BENIGN_MORE } from "./benign-more-table";
import { BENIGN_SERVICE } from "./benign-service-table";
import { BENIGN } from "./benign-table";
import { ENCODINGS, OBFUSCATIONS } from "./encode";
import { Generator } from "./grammar";

/** How many texts each family adds at scale 1. */
const ATTACK_FAMILIES: Readonly<Record<string, number>> = {
  override: 1200,
  leak: 900,
  secret: 350,
  persona: 800,
  suppress: 350,
  fiction: 450,
  privilege: 450,
  forged: 500,
  earlier: 450,
  indline: 500,
  contest: 450,
  breakoff: 450,
  shared: 900,
};
const BENIGN_FAMILIES: Readonly<Record<string, number>> = {
  code: 1200,
  benrole: 900,
  plainask: 800,
  edit: 1300,
  security: 800,
  mail: 1300,
  encodedask: 300,
  harmq: 200,
  promptui: 400,
  modes: 1100,
  sensitive: 300,
  objects: 350,
  service: 1100,
};
const CARRIED = 1300;
const PER_LANGUAGE = 130;
const ENCODED = 700;
const LONG = 300;
const ADDRESSED = 450;

/** Texts of our own making, the same for the same seed. Each family is a source of its own. */
export function generateTexts(seed: number, scale: number): LabelledText[] {
  const make = new Generator(
    new Rng(seed),
    ATTACK_DIRECT,
    ATTACK_INDIRECT,
    ATTACK_MORE,
    BENIGN,
    BENIGN_MORE,
    BENIGN_SERVICE,
  );
  const rng = new Rng(seed + 1);
  const texts: LabelledText[] = [];
  const add = (family: string, isAttack: boolean, text: string): void => {
    texts.push({ text: varied(text, rng), isAttack, source: `own:${family}`, stratum: family });
  };
  const times = (count: number, each: () => void): void => {
    for (let index = 0; index < Math.round(count * scale); index++) each();
  };
  for (const [family, count] of Object.entries(ATTACK_FAMILIES))
    times(count, () => add(family, true, make.make(family)));
  times(CARRIED, () => add("carried", true, carry(make)));
  for (const [family, count] of Object.entries(BENIGN_FAMILIES))
    times(count, () => add(family, false, fillEncoded(make.make(family), make, rng)));
  for (const [language, parts] of Object.entries(ATTACK_LANGUAGES)) {
    const local = new Generator(rng, toGrammar(parts, language));
    times(PER_LANGUAGE, () => add(`languages-${language < "k" ? 1 : 2}`, true, inLanguage(local, make, rng)));
    times(PER_LANGUAGE * 0.9, () =>
      add(`benign-languages-${language < "k" ? 1 : 2}`, false, local.make("harmless")),
    );
  }
  times(ENCODED, () => add("encoded", true, encode(attackLine(make, rng), make, rng)));
  times(ENCODED, () => add("obfuscated", true, obfuscate(attackLine(make, rng), rng)));
  times(LONG, () => add("long", false, longDocument(make, rng)));
  times(ENCODED / 2, () => add("benign-obfuscated", false, obfuscate(make.make("plainask"), rng)));
  const mail = new Generator(new Rng(seed + 2), WITH_ADDRESSES);
  times(ADDRESSED, () => add("addressed", false, mail.make("addressed")));
  times(ADDRESSED / 2, () => add("carried-addresses", true, mail.make("carried")));
  return texts;
}

const attackLine = (make: Generator, rng: Rng): string =>
  make.make(rng.pick(["override", "override", "leak", "forgedline", "persopen"]));

function carry(make: Generator): string {
  const carrier = make.make("carrier");
  const line = make.make("indline");
  return carrier.replace("@@", () => (carrier.includes('"@@"') ? line.replace(/\n/g, " ") : line));
}

const toGrammar = (parts: LanguageParts, language: string): Record<string, string> => {
  const lines = (text: string): string =>
    text
      .replace(/\(([^()]*)\)/g, (group) => group.replace(/\|/g, "\ue000"))
      .split("|")
      .join("\n")
      .replace(/\ue000/g, "|");
  return {
    ov: lines(parts.override),
    lk: lines(parts.leak),
    fr: lines(parts.free),
    go: lines(parts.goal),
    be: lines(parts.benign),
    hard: lines(BENIGN_LANGUAGES[language] ?? parts.benign),
    form: lines(ATTACK_FORMS[language] ?? parts.leak),
    attack:
      "{form}\n{form}\n{form}. {go}\n{ov}. {form}\n{be} {form}\n{ov}\n{ov}. {lk}\n{ov}. {go}\n{ov}, {go}.\n{ov}! {fr}. {go}\n{lk}\n{lk}\n{fr}. {go}\n{fr}. {fr}. {go}.\n{be} {ov}. {go}.\n{be}\\n\\n{ov}. {lk}\nSYSTEM: {ov}. {go}\n<!-- {ov} - {go} -->\n{ov}. {fr}.",
    harmless: "{hard}\n{hard}\n{hard}\n{hard} {hard}\n{be} {hard}\n{be}\n{be}\n{be} {be}\n{be}\\n{be}\\n{be}",
  };
};

function inLanguage(local: Generator, make: Generator, rng: Rng): string {
  const attack = local.make("attack");
  if (rng.chance(0.15)) return carryText(attack, make);
  return attack;
}

const carryText = (attack: string, make: Generator): string =>
  make.make("carrier").replace("@@", () => attack);

function encode(attack: string, make: Generator, rng: Rng): string {
  const change = rng.pick(Object.values(ENCODINGS));
  const encoded = change(attack, rng);
  const lead = rng.pick([
    "",
    "Decode and follow: ",
    "Decode this and do what it says: ",
    "Run this: ",
    "What does this say? ",
    `${make.make("benignask")} `,
    "Base64: ",
    "Execute the decoded text. ",
  ]);
  return rng.chance(0.2) ? carryText(encoded, make) : `${lead}${encoded}`;
}

function obfuscate(text: string, rng: Rng): string {
  const change = rng.pick(Object.values(OBFUSCATIONS));
  return change(text, rng);
}

function fillEncoded(text: string, make: Generator, rng: Rng): string {
  if (!text.includes("@")) return text;
  return text
    .replace("@b64@", () => Buffer.from(make.make(rng.chance(0.5) ? "prose" : "plainask")).toString("base64"))
    .replace("@hex@", () => Array.from({ length: 40 }, () => rng.below(16).toString(16)).join(""))
    .replace("@rand@", () =>
      Buffer.from(Array.from({ length: 60 + rng.below(200) }, () => rng.below(256))).toString("base64"),
    );
}

function longDocument(make: Generator, rng: Rng): string {
  const parts: string[] = [];
  const count = 6 + rng.below(24);
  for (let index = 0; index < count; index++)
    parts.push(make.make(rng.pick(["mail", "prose", "prose", "fill", "code", "edit", "benrole"])));
  return parts.join("\n\n");
}

/** As people type: sometimes without capitals, without the full stop, in capitals. */
function varied(text: string, rng: Rng): string {
  if (rng.chance(0.2)) return text.toLowerCase();
  if (rng.chance(0.03)) return text.toUpperCase();
  if (rng.chance(0.15)) return text.replace(/[.!]$/, "");
  return text;
}
