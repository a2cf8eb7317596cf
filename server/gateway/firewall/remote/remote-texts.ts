import { REMOTE_PIECE_MAX } from "@/server/contracts/remote-detector";
import { isRead, leafSteps, stringsAndPauses } from "@/server/firewall";
import { inTurns, type Steps } from "@/server/text/in-turns";
import type { ModelEndpoint } from "../../stages/read-body";
import { givingWay } from "../give-way";

const SPOKEN: ReadonlySet<string> = new Set(["messages", "input"]);
/** Elsewhere, shorter texts are words of the format. */
const ELSEWHERE_MIN = 64;

/** What others than the tenant say in a request, as the provider would get it. */
export async function askedTexts(bytes: Buffer, endpoint: ModelEndpoint): Promise<string> {
  const leaves = await inTurns(leafSteps(bytes, endpoint), givingWay());
  return leaves
    .filter(
      (leaf) =>
        leaf.trust !== "tenant" &&
        !leaf.isName &&
        !leaf.isOpaque &&
        (SPOKEN.has(leaf.path[0] ?? "") || leaf.text.length >= ELSEWHERE_MIN),
    )
    .map(({ text }) => text)
    .join("\n\n");
}

/** What a model says in an answer. */
export const answeredTexts = (body: Buffer): Promise<string> => inTurns(answeredSteps(body), givingWay());

function* answeredSteps(body: Buffer): Steps<string> {
  const texts: string[] = [];
  for (const string of stringsAndPauses(body)) {
    if (string === undefined) yield;
    else if (isRead(string)) texts.push(string.text);
  }
  return texts.join("\n\n");
}

/** Cut between characters, never within one. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + REMOTE_PIECE_MAX, text.length);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1] ?? "")) end -= 1;
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}
