import { type LeafHit, mergeFindings, type Placeholders, type TextLeaf } from "@/server/firewall";
import type { Steps } from "@/server/text/in-turns";
import { type Edit, editSteps } from "../body/upstream-body";

/** So many replacements make a step. */
const STEP_HITS = 2_000;

/** The bytes with every hit replaced by its placeholder; all other bytes stay as they came. Hits stand in order. */
export function* redactionOf(
  bytes: Buffer,
  hits: readonly LeafHit<TextLeaf>[],
  placeholders: Placeholders,
): Steps<Buffer> {
  const byLeaf = new Map<TextLeaf, LeafHit<TextLeaf>[]>();
  for (const hit of hits) {
    const found = byLeaf.get(hit.leaf);
    if (found === undefined) byLeaf.set(hit.leaf, [hit]);
    else found.push(hit);
  }
  const edits: Edit[] = [];
  for (const [leaf, found] of byLeaf) {
    yield;
    const text = yield* redactRaw(bytes, leaf, mergeFindings(found), placeholders);
    edits.push({ start: leaf.start + 1, end: leaf.end - 1, text });
  }
  return yield* editSteps(bytes, edits);
}

function* redactRaw(
  bytes: Buffer,
  leaf: TextLeaf,
  hits: readonly LeafHit<TextLeaf>[],
  placeholders: Placeholders,
): Steps<string> {
  if (leaf.encoded !== null) {
    const text = yield* replace({ raw: leaf.text, text: leaf.text, starts: null }, hits, placeholders);
    return leaf.encoded.prefix + Buffer.from(text).toString("base64");
  }
  const raw = bytes.toString("utf8", leaf.start + 1, leaf.end - 1);
  const starts = raw.includes("\\") ? rawStarts(raw) : null;
  yield;
  return yield* replace({ raw, text: leaf.text, starts }, hits, placeholders);
}

/** A text as it is written, as it is meant, and where each unit of the second begins in the first. */
interface Written {
  raw: string;
  text: string;
  starts: Int32Array | null;
}

function* replace(
  { raw, text, starts }: Written,
  hits: readonly LeafHit<TextLeaf>[],
  placeholders: Placeholders,
): Steps<string> {
  let replaced = "";
  let done = 0;
  let count = 0;
  for (const { category, detector, start, end } of hits) {
    const kind = category === "rules" ? "RULE" : detector.toUpperCase();
    replaced += raw.slice(done, starts?.[start] ?? start) + placeholders.for(kind, text.slice(start, end));
    done = starts?.[end] ?? end;
    if (++count % STEP_HITS === 0) yield;
  }
  return replaced + raw.slice(done);
}

/** Where each unit of the text begins in its written form, and where the last one ends. */
function rawStarts(raw: string): Int32Array {
  const starts = new Int32Array(raw.length + 1);
  let at = 0;
  let count = 0;
  while (at < raw.length) {
    starts[count++] = at;
    if (raw[at] !== "\\") at += 1;
    else at += raw[at + 1] === "u" ? 6 : 2;
  }
  starts[count++] = at;
  return starts.subarray(0, count);
}
