import { DEFAULT_LABEL, LATEST } from "@/server/contracts/prompts";
import type { Term } from "./docs";

export function promptCallSnippet(baseUrl: string): string {
  return `import os
from openai import OpenAI

client = OpenAI(base_url="${baseUrl}", api_key=os.environ["FLOOPY_API_KEY"])

answer = client.chat.completions.create(
    model="prompt",                       # the model that the prompt names; or any other
    messages=[{"role": "user", "content": "Where is my parcel?"}],
    extra_body={"inputs": {"name": "Ana", "tone": "friendly"}},
    extra_headers={"floopy-prompt-id": "support-reply"},
)`;
}

export function createPromptSnippet(baseUrl: string): string {
  return `curl ${baseUrl}/prompts \\
  -H "authorization: Bearer $FLOOPY_API_KEY" -H "content-type: application/json" \\
  -d '{
    "name": "Support reply",
    "messages": [{ "role": "system", "content": "You reply to {{name}}. Be {{tone}}." }],
    "variables": [{ "name": "name", "type": "text" }, { "name": "tone", "type": "text", "default": "friendly" }],
    "settings": { "model": "openai/gpt-5.4-mini", "temperature": 0.2 }
  }'`;
}

export const PROMPT_VERSION_TERMS: readonly Term[] = [
  {
    name: DEFAULT_LABEL,
    text: "What you get without floopy-prompt-version. The first version has it; it can be moved, not removed.",
  },
  { name: "staging", text: "Any label of your own: a name that points at one version." },
  { name: LATEST, text: "The newest version, whether or not anybody has looked at it." },
  { name: "3", text: "This version and no other." },
];

export const PROMPT_VARIABLE_TERMS: readonly Term[] = [
  { name: "text", text: "Put in as it is. Braces in it are not looked at again." },
  { name: "number", text: "A number, not a text of digits." },
  { name: "boolean", text: "true or false." },
  { name: "json", text: "Anything; put in as JSON." },
];
