/** Card numbers end in a digit that makes the weighted sum divisible by ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BI: 27,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HN: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SO: 23,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
};

/** How many characters an IBAN of this country has, or null for a country that has none. */
export function ibanLength(country: string): number | null {
  return Object.hasOwn(IBAN_LENGTHS, country) ? (IBAN_LENGTHS[country] ?? null) : null;
}

/** An IBAN without spaces, in capitals: moved round and read as one number, it leaves 1 when divided by 97. */
export function passesMod97(iban: string): boolean {
  let rest = 0;
  for (let index = 0; index < iban.length; index++) {
    const value = Number.parseInt(iban.charAt((index + 4) % iban.length), 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}

/** Eleven digits whose last two are checks over the others. */
export function isCpf(digits: string): boolean {
  if (digits.length !== 11 || /^(\d)\1+$/.test(digits)) return false;
  return checkDigit(digits, 9, 10, 11) && checkDigit(digits, 10, 11, 11);
}

/** Fourteen characters whose last two are check digits; letters have been allowed since July 2026. */
export function isCnpj(text: string): boolean {
  if (text.length !== 14 || /^(\d)\1+$/.test(text)) return false;
  return checkDigit(text, 12, 5, 9) && checkDigit(text, 13, 6, 9);
}

/** Weights fall from `first` to 2 and, for CNPJ, begin again at `top`. */
function checkDigit(text: string, length: number, first: number, top: number): boolean {
  let sum = 0;
  let weight = first;
  for (let index = 0; index < length; index++) {
    sum += (text.charCodeAt(index) - 48) * weight;
    weight = weight === 2 ? top : weight - 1;
  }
  const rest = sum % 11;
  return text.charCodeAt(length) - 48 === (rest < 2 ? 0 : 11 - rest);
}
