/** Messages of the scripts: one line each, and a refusal that says what to do. */
export function say(text) {
  console.log(text);
}

/** Ends the process with a message for people, no stack. */
export function fail(title, ...hints) {
  console.error(`\n✗ ${title}`);
  for (const hint of hints) console.error(`  ${hint}`);
  process.exit(1);
}
