import superjson from "superjson";
import { z } from "zod";
import { handleTrpcRequest } from "@/server/trpc/http-handler";

export interface Outcome {
  status: number;
  /** The whole body, with what differs by nature (request ids) replaced. */
  body: string;
}

const ORIGIN = "http://127.0.0.1:4300";

/** Calls a procedure as a browser would, cookie and all. */
export async function callProcedure(
  path: string,
  type: "query" | "mutation",
  cookie: string,
  input: unknown,
): Promise<Outcome> {
  return outcomeOf(await answerProcedure(path, type, cookie, input));
}

/** The same with everything of the answer, its cookies too. */
export async function answerProcedure(
  path: string,
  type: "query" | "mutation",
  cookie: string,
  input: unknown,
): Promise<Response> {
  const json = JSON.stringify(superjson.serialize(input));
  const headers = { host: "127.0.0.1:4300", origin: ORIGIN, cookie, "content-type": "application/json" };
  const url = `${ORIGIN}/api/trpc/${path}`;
  const request =
    type === "query"
      ? new Request(`${url}?input=${encodeURIComponent(json)}`, { headers })
      : new Request(url, { method: "POST", headers, body: json });
  return handleTrpcRequest(request);
}

/** What a caller can see of an answer. Two organisations' answers are compared in this form, of REST routes too. */
export async function outcomeOf(response: Response): Promise<Outcome> {
  const requestId = response.headers.get("x-request-id");
  const text = await response.text();
  return {
    status: response.status,
    body: requestId === null ? text : text.replaceAll(requestId, "(request)"),
  };
}

const ErrorBody = z.object({ error: z.object({ json: z.object({ data: z.object({ code: z.string() }) }) }) });

/** Our error code in a tRPC answer; null for a success. */
export function codeIn(outcome: Outcome): string | null {
  const parsed = ErrorBody.safeParse(JSON.parse(outcome.body));
  return parsed.success ? parsed.data.error.json.data.code : null;
}
