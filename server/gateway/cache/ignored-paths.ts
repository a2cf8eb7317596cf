import { AppError } from "@/server/core/errors";

/** Members of a body that a key leaves out, as a tree; true leaves out the whole member. */
export interface SkipTree {
  readonly [name: string]: SkipTree | true;
}

const HEADER = "floopy-cache-ignore-keys";
const PATHS_MAX = 20;
const LENGTH_MAX = 128;
const DEPTH_MAX = 8;
const EVERY = "*";

/** What asks for nothing else: who asks, how the answer is sent, and where a provider's own caches look. */
const USUALLY_IGNORED = [
  "model",
  "user",
  "metadata",
  "stream",
  "stream_options",
  "prompt_cache_key",
  "prompt_cache_retention",
  "safety_identifier",
];
/** Without these one answer would be given to every question. */
const THE_QUESTION: ReadonlySet<string> = new Set(["model", "messages", "input", "system", "instructions"]);
const WORDS: ReadonlySet<string> = new Set([EVERY, "content", "text"]);

/** The paths of the header, sorted: `temperature, metadata.trace, messages.*.name`. */
export function readIgnoredPaths(header: string): string[] {
  const paths = header
    .split(",")
    .map((path) => path.trim())
    .filter((path) => path !== "");
  if (paths.length > PATHS_MAX) throw invalid(`names more than ${PATHS_MAX} keys`);
  for (const path of paths) {
    const steps = path.split(".");
    if (path.length > LENGTH_MAX || steps.length > DEPTH_MAX || steps.includes(""))
      throw invalid("holds a path that is too long or has an empty part");
    if (isWholeQuestion(steps)) throw invalid(`may not name \`${path}\``);
  }
  return [...new Set(paths)].sort();
}

function isWholeQuestion(steps: readonly string[]): boolean {
  if (!THE_QUESTION.has(steps[0] ?? "")) return false;
  return steps.length === 1 || (steps.includes(EVERY) && WORDS.has(steps.at(-1) ?? ""));
}

/** The tree of these paths and of what is usually left out. */
export function skipTree(paths: readonly string[]): SkipTree {
  const tree: MutableTree = Object.create(null);
  for (const path of [...USUALLY_IGNORED, ...paths]) addPath(tree, path.split("."));
  return tree;
}

interface MutableTree {
  [name: string]: MutableTree | true;
}

function addPath(tree: MutableTree, [step, ...rest]: readonly string[]): void {
  if (step === undefined) return;
  const known = tree[step];
  if (known === true) return;
  if (rest.length === 0) {
    tree[step] = true;
    return;
  }
  const below: MutableTree = known ?? Object.create(null);
  tree[step] = below;
  addPath(below, rest);
}

/** What is left out of the member, if anything. */
export function skipAt(tree: SkipTree | undefined, name: string): SkipTree | true | undefined {
  return tree === undefined ? undefined : (tree[name] ?? tree[EVERY]);
}

function invalid(words: string): AppError {
  return new AppError("invalid_request", `${HEADER} ${words}.`, { param: HEADER });
}
