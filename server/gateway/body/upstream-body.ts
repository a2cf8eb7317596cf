import type { Steps } from "@/server/text/in-turns";
import { own, ownObject } from "../json-value";
import type { ModelBody } from "../stages/read-body";
import { findMembers, wholeMember } from "./json-members";

export interface UpstreamBodyChanges {
  model: string;
  /** Ask for usage at the end of a stream. */
  addUsage: boolean;
  /** Call `max_tokens` by its other name. */
  renamesLimit?: boolean;
}

export interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * The client's bytes with only the model name (and, on streams, the wish for usage) exchanged in place. The body is
 * never written anew: unknown fields, number formats and the order of members reach the provider as they came.
 */
export function upstreamBody(body: ModelBody, changes: UpstreamBodyChanges): Buffer {
  const edits: Edit[] = [];
  if (changes.model !== body.model) edits.push({ ...body.modelRange, text: JSON.stringify(changes.model) });
  if (changes.addUsage && !body.wantsUsage) edits.push(usageEdit(body));
  if (changes.renamesLimit === true) edits.push(...limitEdits(body.bytes));
  return edits.length === 0 ? body.bytes : applyEdits(body.bytes, edits);
}

function usageEdit(body: ModelBody): Edit {
  if (own(body.json, "stream_options") === undefined) {
    const start = body.bytes.indexOf("{") + 1;
    return { start, end: start, text: '"stream_options":{"include_usage":true},' };
  }
  const range = findMembers(body.bytes, "stream_options").at(-1) ?? { start: 0, end: 0 };
  const options = { ...ownObject(body.json, "stream_options"), include_usage: true };
  return { ...range, text: JSON.stringify(options) };
}

function limitEdits(bytes: Buffer): Edit[] {
  return findMembers(bytes, "max_tokens").map((value) => ({
    start: wholeMember(bytes, value).start,
    end: value.start,
    text: '"max_completion_tokens":',
  }));
}

/** Edits that do not overlap. */
export function applyEdits(bytes: Buffer, edits: readonly Edit[]): Buffer {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const edit of [...edits].sort((left, right) => left.start - right.start)) {
    pieces.push(bytes.subarray(at, edit.start), Buffer.from(edit.text));
    at = edit.end;
  }
  pieces.push(bytes.subarray(at));
  return Buffer.concat(pieces);
}

/** So many edits make a step. */
const STEP_EDITS = 2_000;

/** The same in steps, for edits that stand in order. */
export function* editSteps(bytes: Buffer, edits: readonly Edit[]): Steps<Buffer> {
  let length = bytes.length;
  let count = 0;
  for (const { start, end, text } of edits) {
    length += Buffer.byteLength(text) - (end - start);
    if (++count % STEP_EDITS === 0) yield;
  }
  const edited = Buffer.allocUnsafe(length);
  let to = 0;
  let at = 0;
  for (const { start, end, text } of edits) {
    to += bytes.copy(edited, to, at, start);
    to += edited.write(text, to);
    at = end;
    if (++count % STEP_EDITS === 0) yield;
  }
  bytes.copy(edited, to, at);
  return edited;
}
