export type CodeLanguage = "shell" | "python" | "typescript" | "json" | "text";
export type TokenKind = "plain" | "string" | "keyword" | "number" | "comment";

export interface Token {
  kind: TokenKind;
  text: string;
}

const STRING = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`;
const NUMBER = String.raw`\b\d+(?:\.\d+)?\b`;

interface Grammar {
  comment: string | null;
  number: string | null;
  string: string;
  keyword: string;
}

const GRAMMARS = {
  shell: {
    comment: String.raw`(?:^|(?<=\s))#.*`,
    // Digits in a command are mostly parts of addresses.
    number: null,
    string: STRING,
    keyword: String.raw`^(?:curl|export|npm|npx|pip)\b|(?<=\s)--?[A-Za-z][\w-]*`,
  },
  python: {
    comment: "#.*",
    number: NUMBER,
    string: STRING,
    keyword: String.raw`\b(?:from|import|for|in|if|else|def|return|print|True|False|None|with|as|async|await)\b`,
  },
  typescript: {
    comment: "//.*",
    number: NUMBER,
    string: String.raw`${STRING}|${"`"}(?:\\.|[^${"`"}\\])*${"`"}`,
    keyword: String.raw`\b(?:import|from|const|let|new|await|async|for|of|return|export|true|false|null|function)\b`,
  },
  json: { comment: null, number: NUMBER, string: STRING, keyword: String.raw`\b(?:true|false|null)\b` },
} as const satisfies Record<Exclude<CodeLanguage, "text">, Grammar>;

/** Splits code for colouring: enough for snippets, never changes or drops a character. */
export function tokenize(code: string, language: CodeLanguage): Token[] {
  if (language === "text") return [{ kind: "plain", text: code }];
  const pattern = compile(GRAMMARS[language]);
  const tokens: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    if (match.index > end) tokens.push({ kind: "plain", text: code.slice(end, match.index) });
    tokens.push({ kind: kindOf(match.groups ?? {}), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: "plain", text: code.slice(end) });
  return tokens;
}

function compile(grammar: Grammar): RegExp {
  const kinds = ["comment", "string", "keyword", "number"] as const;
  const parts = kinds.flatMap((kind) => (grammar[kind] === null ? [] : [`(?<${kind}>${grammar[kind]})`]));
  return new RegExp(parts.join("|"), "gm");
}

function kindOf(groups: Record<string, string | undefined>): TokenKind {
  if (groups.comment !== undefined) return "comment";
  if (groups.string !== undefined) return "string";
  if (groups.keyword !== undefined) return "keyword";
  return "number";
}
