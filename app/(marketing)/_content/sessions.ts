import type { Term } from "./docs";

/** Where a request's session comes from, the first that is there. */
export const SESSION_NAMES: readonly Term[] = [
  {
    name: "floopy-session-id",
    text: "The header to use: up to 128 characters, one name for one conversation.",
  },
  { name: "x-session-id", text: "The same under another name." },
  { name: "prompt_cache_key", text: "Of an OpenAI body." },
  { name: "metadata.user_id", text: "Of an Anthropic body." },
  {
    name: "derived",
    text: "A hash of the system prompt, the first user message and the end user: a conversation that goes on keeps it.",
  },
  { name: "request", text: "Nothing to go by: the request is a session of its own." },
];

export function listSessionsSnippet(baseUrl: string): string {
  return `curl -G ${baseUrl}/sessions \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -d scored=true -d model=sandbox/genius -d limit=20`;
}

export function getSessionSnippet(baseUrl: string): string {
  return `curl ${baseUrl}/session/chat-42 \\
  -H "Authorization: Bearer $FLOOPY_API_KEY"`;
}

export function sessionPythonSnippet(baseUrl: string): string {
  return `import os
from floopy import Floopy

client = Floopy(api_key=os.environ["FLOOPY_API_KEY"], base_url="${baseUrl}")

client.chat.completions.create(
    model="auto",
    messages=[{"role": "user", "content": "Where is my parcel?"}],
    extra_headers={"floopy-session-id": "chat-42", "floopy-user-id": "user-7"},
)

# Turns are stored within about a second of their answer.
session = client.sessions.get("chat-42")
print(session.turn_count, [turn.model for turn in session.turns])

# messages is ready to go on with.
client.chat.completions.create(
    model="auto",
    messages=[*session.messages, {"role": "user", "content": "And when will it come?"}],
    extra_headers={"floopy-session-id": "chat-42", "floopy-user-id": "user-7"},
)`;
}
