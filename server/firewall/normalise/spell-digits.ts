const SPELT: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "6": "g",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
};
/** Numbers with what is counted, and letters with a number. */
const COUNTED =
  /^(?:[$+@|!]?\d+(?:st|nd|rd|th|[a-z]|[ap]m|[kmgt]b|[kcm]m|kg|ml|px|ms|min|hz|[kmg]hz|bit|fps|million|billion)|[a-z]\d+|[a-z]+[!|]+)$/;
const SIGNS = /[013456789@$!|+]/g;
/** Words in which a one is an L. */
const ONE_IS_L =
  /^(?:a11|a1l|al1|ru1es?|ru1e5|wi11|wi1l|te11|te1l|on1y|fo11ow|fo1low|fol1ow|fo110w|f0110w|f01low|fu11|po1icy|po1icies|revea1|fi1ters?|fi1e|e1se|1ist|1imits?|mode1|disp1ay|he1p|he11|de1ete|is1|va1id|1anguage)$/;

/** A word in which digits or signs stand for the letters that they look like, as it is meant; null for a number with what is counted. */
export function spelled(word: string): string | null {
  if (COUNTED.test(word)) return null;
  const ell = ONE_IS_L.test(word);
  return word.replace(SIGNS, (sign) => (ell && sign === "1" ? "l" : (SPELT[sign] ?? sign)));
}
