/** What a spreadsheet takes for a formula, also behind spaces and in the full-width forms of some keyboards. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;
/** Whatever a spreadsheet may be set to split lines at. */
const SPLITS = /[",;\t\r\n]/;

/** One cell of a CSV file; what is unknown is empty. Texts come from outside, and are to stay texts. */
export function csvCell(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return SPLITS.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
