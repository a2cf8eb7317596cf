import { PAIR_MARK } from "@/server/evaluation/judge/compare-pair";
import { JUDGE_MARK } from "@/server/evaluation/judge/judge-prompt";
import { type JsonObject, ownString, parseObject } from "../json-value";
import { type ChatRequest, lastUserText, textOf } from "./chat-request";

const LABEL = "Sandbox judge: a scripted score by length and structure. No model has read the answer.";
/** Every sandbox answer ends in such a line. */
const NOTICE = /_Sandbox answer from .*_/;

/** What the sandbox says when it is asked to judge; null where it is not. */
export function scriptedVerdict(request: ChatRequest): string | null {
  const [first] = request.messages;
  if (first?.role !== "system" || !textOf(first).startsWith(JUDGE_MARK)) return null;
  const material = parseObject(lastUserText(request));
  if (textOf(first).startsWith(PAIR_MARK)) return scriptedComparison(material);
  const answer = (material === null ? null : ownString(material, "answer")) ?? "";
  return JSON.stringify({ reason: LABEL, score: scoreOf(answer.replace(NOTICE, "").trim()) });
}

function scriptedComparison(material: JsonObject | null): string {
  const [one, two] = ["answer_1", "answer_2"].map((name) => {
    const answer = (material === null ? null : ownString(material, name)) ?? "";
    return scoreOf(answer.replace(NOTICE, "").trim());
  });
  const better = one === two ? "tie" : (one ?? 0) > (two ?? 0) ? "1" : "2";
  return JSON.stringify({ reason: LABEL, better });
}

function scoreOf(answer: string): number {
  if (answer === "") return 1;
  const isStructured = /^(#|- |\d+\. )/m.test(answer);
  return 2 + Number(answer.length > 120) + Number(isStructured) + Number(answer.length > 600);
}
