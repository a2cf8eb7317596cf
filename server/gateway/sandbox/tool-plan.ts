import type { SeededRandom } from "@/server/core/seeded-random";
import { type ChatRequest, type ChatTool, lastUserText } from "./chat-request";
import { schemaInstance } from "./schema-instance";

export interface PlannedCall {
  id: string;
  name: string;
  /** JSON text. */
  arguments: string;
}

const CALLS_MAX = 4;

/** The tool calls that the sandbox makes for a request; empty when it answers in words. */
export function planToolCalls(request: ChatRequest, random: SeededRandom): PlannedCall[] {
  const tools = request.tools ?? [];
  const choice = request.tool_choice ?? "auto";
  if (tools.length === 0 || choice === "none") return [];
  const text = lastUserText(request);
  const subjects = namesIn(text);
  const chosen = chooseTools(request, tools, text);
  const isParallel = request.parallel_tool_calls !== false;
  const perTool = isParallel && chosen.length === 1 ? Math.max(1, Math.min(subjects.length, CALLS_MAX)) : 1;
  return chosen.slice(0, isParallel ? CALLS_MAX : 1).flatMap((tool) =>
    Array.from({ length: takesSubject(tool) ? perTool : 1 }, (_, subject) => ({
      id: callId(random),
      name: tool.function.name,
      arguments: JSON.stringify(
        schemaInstance(tool.function.parameters ?? { type: "object", properties: {} }, {
          random,
          text,
          subjects,
          subject,
        }),
      ),
    })),
  );
}

function callId(random: SeededRandom): string {
  return `call_${Array.from({ length: 3 }, () => random.integer(0, 0xffffffff).toString(16).padStart(8, "0")).join("")}`;
}

function chooseTools(request: ChatRequest, tools: readonly ChatTool[], text: string): readonly ChatTool[] {
  const choice = request.tool_choice ?? "auto";
  if (typeof choice === "object") return tools.filter((tool) => tool.function.name === choice.function.name);
  const asked = wordsOf(text);
  const scored = tools
    .map((tool) => ({ tool, hits: [...toolWords(tool)].filter((word) => asked.has(word)).length }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits)
    .map(({ tool }) => tool);
  if (choice === "required") return scored.length > 0 ? scored : tools.slice(0, 1);
  // With the results at hand it is time to answer, or a conversation would never end.
  const isAnswered = request.messages.at(-1)?.role === "tool";
  return isAnswered ? [] : scored;
}

const takesSubject = (tool: ChatTool): boolean =>
  /city|location|place|country|name|destination/i.test(JSON.stringify(tool.function.parameters ?? {}));

const STOP_WORDS = new Set(
  "the and for with from that this what which your you are can get set use given into about return returns current function tool call user information".split(
    " ",
  ),
);

function wordsOf(text: string): Set<string> {
  const spaced = text.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  const words = spaced.match(/\p{L}{3,}/gu) ?? [];
  return new Set(
    words.filter((word) => !STOP_WORDS.has(word)).map((word) => word.replace(/(ing|ed|es|s)$/, "")),
  );
}

const toolWords = (tool: ChatTool): Set<string> =>
  wordsOf(`${tool.function.name.replaceAll("_", " ")} ${tool.function.description ?? ""}`);

/** Capitalised names that do not just begin a sentence: "Paris" and "New York" in "Weather in Paris and New York?" */
export function namesIn(text: string): string[] {
  const found = text.match(/(?<=[\p{Ll},]\s)\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)*/gu) ?? [];
  return [...new Set(found)].slice(0, 8);
}
