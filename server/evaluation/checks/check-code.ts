import type { Loader } from "esbuild";
import { type Check, PASSED } from "./check-types";

/** Languages whose syntax can be told here; others are left alone. */
const LOADERS: Readonly<Record<string, Loader | "json">> = {
  json: "json",
  js: "jsx",
  javascript: "jsx",
  jsx: "jsx",
  mjs: "js",
  ts: "ts",
  typescript: "ts",
  tsx: "tsx",
};

const BLOCKS_MAX = 20;
const BLOCK_LENGTH_MAX = 32 * 1024;
/** Left out on purpose: what is shown is then no whole file. */
const ELLIPSIS = /^\s*(?:\.\.\.|…|\/\/ ?\.\.\.|\/\* ?\.\.\. ?\*\/|# ?\.\.\.)/m;

export const checkCode: Check = {
  name: "code",
  version: 1,
  async run({ answer, format }) {
    if (format.kind !== "text") return null;
    const blocks = blocksOf(answer);
    if (blocks.length === 0) return null;
    const results = await Promise.all(blocks.map(parses));
    const good = results.filter(Boolean).length;
    if (good === blocks.length) return PASSED;
    return {
      score: good / blocks.length,
      note: `${blocks.length - good} of ${blocks.length} code blocks do not parse.`,
    };
  },
};

interface Block {
  loader: Loader | "json";
  code: string;
}

function blocksOf(answer: string): Block[] {
  const found: Block[] = [];
  for (const [, language = "", code = ""] of answer.matchAll(
    /^ {0,3}```([\w+-]*)[^\n]*\n([\s\S]*?)^ {0,3}```/gm,
  )) {
    const name = language.toLowerCase();
    const loader = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
    if (loader === undefined || code.length > BLOCK_LENGTH_MAX || ELLIPSIS.test(code)) continue;
    found.push({ loader, code });
    if (found.length === BLOCKS_MAX) break;
  }
  return found;
}

async function parses({ loader, code }: Block): Promise<boolean> {
  if (loader === "json") return isJsonText(code);
  // Loaded with the first block: a process that only serves models never looks at one.
  const { transform } = await import("esbuild");
  return transform(code, { loader, logLevel: "silent", sourcemap: false }).then(
    () => true,
    // Part of a function or an object is a fine answer too.
    () =>
      transform(`async function f(){${code}\n}`, { loader, logLevel: "silent" }).then(
        () => true,
        () => false,
      ),
  );
}

function isJsonText(code: string): boolean {
  try {
    JSON.parse(code);
    return true;
  } catch {
    return false;
  }
}
