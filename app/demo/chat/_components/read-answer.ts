import { z } from "zod";

/** What the gateway says of an answer in its headers. */
export interface AnswerFacts {
  requestId: string;
  model: string;
  phase: string | null;
  reason: string | null;
}

const Chunk = z.object({
  choices: z.array(z.object({ delta: z.object({ content: z.string().nullish() }).nullish() })).nullish(),
  error: z.object({ message: z.string() }).nullish(),
});

const Failure = z.object({ error: z.object({ message: z.string() }) });

export function factsOf({ headers }: Response): AnswerFacts {
  const [provider, model] = [headers.get("floopy-provider"), headers.get("floopy-model")];
  return {
    requestId: headers.get("x-request-id") ?? "",
    model: provider === null ? (model ?? "unknown") : `${provider}/${model}`,
    phase: headers.get("floopy-routing-phase"),
    reason: headers.get("floopy-routing-reason"),
  };
}

export async function failureOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  return Failure.safeParse(body).data?.error.message ?? `The gateway answered ${response.status}.`;
}

/** Calls `onText` with each piece of a streamed chat completion. Throws with the gateway's words when it breaks off. */
export async function readStream(response: Response, onText: (text: string) => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith("data: {")) continue;
      const { choices, error } = Chunk.parse(JSON.parse(line.slice(6)));
      if (error) throw new Error(error.message);
      onText(choices?.[0]?.delta?.content ?? "");
    }
  }
}
