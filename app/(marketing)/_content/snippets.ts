import type { CodeSample } from "@/app/_ui/code-block";

const PROMPT = "Name three uses of a paper clip.";

/** The same request in four clients. `baseUrl` ends in /v1 and is the address of the server that shows the page. */
export function quickstartSnippets(baseUrl: string): readonly CodeSample[] {
  return [
    { id: "curl", label: "curl", language: "shell", code: curl(baseUrl) },
    { id: "python", label: "Python", language: "python", code: python(baseUrl) },
    { id: "typescript", label: "TypeScript", language: "typescript", code: typescript(baseUrl) },
    { id: "ai-sdk", label: "Vercel AI SDK", language: "typescript", code: aiSdk(baseUrl) },
  ];
}

function curl(baseUrl: string): string {
  return `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "auto",
    "messages": [
      {"role": "user", "content": "${PROMPT}"}
    ]
  }'`;
}

function python(baseUrl: string): string {
  return `import os
from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key=os.environ["FLOOPY_API_KEY"],
)

answer = client.chat.completions.create(
    model="auto",
    messages=[{"role": "user", "content": "${PROMPT}"}],
)
print(answer.choices[0].message.content)`;
}

function typescript(baseUrl: string): string {
  return `import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: process.env.FLOOPY_API_KEY,
});

const answer = await client.chat.completions.create({
  model: "auto",
  messages: [{ role: "user", content: "${PROMPT}" }],
});
console.log(answer.choices[0].message.content);`;
}

function aiSdk(baseUrl: string): string {
  return `import { createOpenAI } from "@ai-sdk/openai";
import { generateText } from "ai";

const floopy = createOpenAI({
  baseURL: "${baseUrl}",
  apiKey: process.env.FLOOPY_API_KEY,
});

const { text } = await generateText({
  model: floopy.chat("auto"),
  prompt: "${PROMPT}",
});
console.log(text);`;
}
