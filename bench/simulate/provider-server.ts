import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { INPUT_TOKENS, type Market, MODELS, TASKS } from "./market";

const Body = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
});
const TURN = / \(No\. (\d+)\)$/;
const WORTH = /worth ([\d.]+)\.$/;

/** Numbers a question, so that its answer is the same in every run. */
export function numbered(prompt: string, turn: number): string {
  return `${prompt} (No. ${turn})`;
}

/** What an end user takes from an answer; null from anything that this provider has not written. */
export function worthOf(answer: string): number | null {
  const found = WORTH.exec(answer)?.[1];
  return found === undefined ? null : Number(found);
}

/** Stands in for the cloud: speaks the OpenAI wire on loopback, and answers as well as the market says. */
export async function startProvider(market: Market): Promise<{ baseUrl: string; close(): void }> {
  const server = createServer((req, res) => void answer(market, req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { baseUrl: `http://127.0.0.1:${portOf(server)}`, close: () => void server.close() };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the provider has no port");
  return address.port;
}

async function answer(market: Market, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk));
  const body = Body.safeParse(parsed(Buffer.concat(chunks).toString())).data;
  const content = body?.messages.at(-1)?.content ?? "";
  const turn = Number(TURN.exec(content)?.[1] ?? Number.NaN);
  const task = TASKS.findIndex(({ prompts, followUp }) =>
    [...prompts, followUp].some((prompt) => content.startsWith(prompt)),
  );
  const model = MODELS.findIndex((one) => one.model === body?.model);
  res.setHeader("content-type", "application/json");
  if (task === -1 || model === -1 || Number.isNaN(turn)) {
    res.writeHead(404).end(JSON.stringify({ error: { message: "no such model or question" } }));
    return;
  }
  res.end(JSON.stringify(completion(market.answer(task, model, turn), model)));
}

function completion(worth: number, model: number): object {
  const { model: name, outputTokens } = MODELS[model] ?? { model: "", outputTokens: 0 };
  const content = `Here is what you asked for; to you it is worth ${worth.toFixed(3)}.`;
  return {
    ...{ id: "chatcmpl-simulated", object: "chat.completion", created: 0, model: name },
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: {
      prompt_tokens: INPUT_TOKENS,
      completion_tokens: outputTokens,
      total_tokens: INPUT_TOKENS + outputTokens,
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
