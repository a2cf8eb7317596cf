import type { SandboxModel } from "@/server/contracts/sandbox-models";
import type { SeededRandom } from "@/server/core/seeded-random";
import { CAVEATS, CHECKS, GREETINGS, type Sections, sectionsFor, THOUGHTS } from "./answer-phrases";
import { type ChatRequest, lastUserText, textOf } from "./chat-request";

const LABEL = "_Sandbox answer from a built-in demonstration model; connect a provider for real ones._";

/** A plausible answer in words that turns on what the user asked; longer and better ordered with higher quality. */
export function composeAnswer(request: ChatRequest, model: SandboxModel, random: SeededRandom): string {
  const asked = lastUserText(request).trim();
  const results = toolResults(request);
  if (results.length > 0) return `${summariseResults(results, asked)}\n\n${LABEL}`;
  const sum = arithmeticIn(asked);
  if (sum) return `${answerSum(sum, model, random)}\n\n${LABEL}`;
  if (GREETING.test(asked)) return `${random.pick(GREETINGS)}\n\n${LABEL}`;
  const earlier = earlierTopic(request);
  const body = layOut(sectionsFor(asked, random), topicOf(asked), model.quality, random);
  const link = earlier && model.quality > 0.5 ? `Going on from what you asked about “${earlier}”:\n\n` : "";
  return `${link}${body}\n\n${LABEL}`;
}

/** What a thinking model says to itself first. */
export function composeReasoning(request: ChatRequest, random: SeededRandom): string {
  const topic = topicOf(lastUserText(request));
  return [
    `The question turns on “${topic}”.`,
    random.pick(THOUGHTS),
    random.pick(CHECKS),
    "That is enough to answer.",
  ].join(" ");
}

function layOut(sections: Sections, topic: string, quality: number, random: SeededRandom): string {
  const opening = random.pick(sections.openings).replaceAll("{topic}", `“${topic}”`);
  const [first] = sections.points;
  if (quality < 0.5) return `${opening} ${first[1]}`;
  if (quality < 0.8) {
    const bullets = sections.points.slice(0, 3).map(([, text]) => `- ${text}`);
    return `${opening}\n\n${bullets.join("\n")}\n\n${sections.closing}`;
  }
  const steps = sections.points.map(([label, text], index) => `${index + 1}. **${label}.** ${text}`);
  const parts = [
    `## ${capital(topic)}`,
    opening,
    `### ${sections.heading}`,
    steps.join("\n"),
    sections.sample,
  ];
  return [...parts, `> ${random.pick(CAVEATS)}`, sections.closing].filter(Boolean).join("\n\n");
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const GREETING = /^(hi|hello|hey|hola|olá|oi|bonjour|good (morning|afternoon|evening))\b[\s\p{P}\w]{0,20}$/iu;
const OPENERS =
  /^(please |can you |could you |would you |i need |i want |help me |tell me |show me |give me |what(?:'s| is| are| was)? |who (?:is|are) |how (?:do|does|can|should|would|to) (?:i |we |you )?|why (?:do|does|is|are) |when (?:do|does|is) |explain |describe |write |list |summari[sz]e |compare |translate |the |an? |to |of |about |me )+/i;

/** What a question is about: its first sentence without the asking. */
export function topicOf(text: string): string {
  const sentence =
    text
      .split(/[\n.?!]/)
      .find((part) => part.trim().length > 0)
      ?.trim() ?? "";
  const topic = sentence
    .replace(OPENERS, "")
    .replace(/\bmy\b/gi, "your")
    .replace(/\s+/g, " ")
    .trim();
  const words = (topic || sentence).split(" ").slice(0, 10).join(" ").slice(0, 90);
  return words || "your request";
}

function earlierTopic(request: ChatRequest): string | null {
  const users = request.messages.filter((message) => message.role === "user");
  const earlier = users.length > 1 ? users[0] : undefined;
  return earlier ? topicOf(textOf(earlier)) : null;
}

function toolResults(request: ChatRequest): string[] {
  const lastUser = request.messages.findLastIndex((message) => message.role === "user");
  return request.messages
    .slice(lastUser + 1)
    .filter((message) => message.role === "tool" || message.role === "function")
    .map((message) => textOf(message).trim().slice(0, 400));
}

function summariseResults(results: readonly string[], asked: string): string {
  const lines = results.map((result) => `- ${result || "(nothing came back)"}`);
  return `Here is what the tools returned for “${topicOf(asked)}”:\n\n${lines.join("\n")}`;
}

interface Sum {
  text: string;
  value: number;
}

function arithmeticIn(text: string): Sum | null {
  const match = /(-?\d{1,9}(?:\.\d{1,6})?)\s*([+\-−*×x/÷])\s*(-?\d{1,9}(?:\.\d{1,6})?)/.exec(text);
  if (!match || text.length > 200) return null;
  const [left, right] = [Number(match[1]), Number(match[3])];
  const value = compute(left, match[2] ?? "+", right);
  return Number.isFinite(value) ? { text: `${left} ${match[2]} ${right}`, value } : null;
}

function compute(left: number, operator: string, right: number): number {
  if (operator === "+") return left + right;
  if (operator === "-" || operator === "−") return left - right;
  return operator === "/" || operator === "÷" ? left / right : left * right;
}

/** Weaker models get sums wrong now and then, so that evaluations have something to find. */
function answerSum(sum: Sum, model: SandboxModel, random: SeededRandom): string {
  const isRight = random.next() < 0.4 + 0.6 * model.quality;
  const value = Number((isRight ? sum.value : sum.value + random.integer(1, 9)).toFixed(6));
  if (model.quality < 0.5) return `${value}`;
  return `${sum.text} = **${value}**`;
}
