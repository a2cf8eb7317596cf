/** A token of the sandbox: a space with up to six characters after it, or a run of other space. */
const TOKEN = / ?[^\s]{1,6}|\s+/gu;

export function tokenize(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

export const countTokens = (text: string): number => tokenize(text).length;
