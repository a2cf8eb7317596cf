import type { RequestDetail } from "@/server/contracts/requests";

const PATHS: Readonly<Record<string, string>> = {
  chat: "/chat/completions",
  embeddings: "/embeddings",
  messages: "/messages",
  responses: "/responses",
};

type CurlFacts = Pick<
  RequestDetail,
  "endpoint" | "body" | "sessionId" | "sessionSource" | "endUserId" | "properties"
>;

/** The request again as a command, with the key left to the environment. Null when its body was not stored whole. */
export function requestCurl(origin: string, request: CurlFacts): string | null {
  const path = PATHS[request.endpoint];
  const body = request.body?.request ?? null;
  if (path === undefined || body === null || request.body?.isTruncated === true) return null;
  const headers = [
    ["content-type", "application/json"],
    ...(request.sessionSource === "header" ? [["floopy-session-id", request.sessionId]] : []),
    ...(request.endUserId === null ? [] : [["floopy-user-id", request.endUserId]]),
    ...Object.entries(request.properties).map(([name, value]) => [`floopy-property-${name}`, value]),
  ];
  const lines = [
    `curl ${quote(`${origin}/v1${path}`)}`,
    // In double quotes, so that the shell fills the key in.
    `-H "authorization: Bearer $FLOOPY_API_KEY"`,
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    `-d ${quote(body)}`,
  ];
  return lines.join(" \\\n  ");
}

/** One word for a POSIX shell, whatever it holds. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
