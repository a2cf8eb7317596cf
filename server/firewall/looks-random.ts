const PLACEHOLDER =
  /^(?:[*x.•_-]+|<.*|\$.*|\{.*|\[.*|%.*|(?:my|your|the|a|an|some)?[_-]?(?:password|passwd|pass|secret|token|api[_-]?key|key|changeme|example|test|string|none|null|undefined|true|false|required|optional|redacted|hidden|here)(?:[_-]?here)?)$/i;

/** Words that stand where a secret would: `<your-key>`, `changeme`, `$TOKEN`. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Letters and digits mixed, and as many bits per character as chance gives. */
export function looksRandom(value: string, bitsMin: number): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const sample = value.slice(0, 200);
  const counts = new Map<string, number>();
  for (const char of sample) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / sample.length) * Math.log2(count / sample.length);
  return bits >= bitsMin;
}
