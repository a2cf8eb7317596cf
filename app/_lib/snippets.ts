import type { CodeSample } from "../_ui/code-block";

export interface SnippetFacts {
  /** Scheme and host of this installation. */
  origin: string;
  apiKey: string;
  model?: string;
}

/** A first request in three languages, ready to paste: the real base URL, the given key, a model that answers. */
export function firstRequestSnippets({ origin, apiKey, model = "auto" }: SnippetFacts): CodeSample[] {
  const baseUrl = `${origin}/v1`;
  return [
    { id: "curl", label: "curl", language: "shell", code: curl(baseUrl, apiKey, model) },
    { id: "python", label: "Python", language: "python", code: python(baseUrl, apiKey, model) },
    {
      id: "typescript",
      label: "TypeScript",
      language: "typescript",
      code: typescript(baseUrl, apiKey, model),
    },
  ];
}

function curl(baseUrl: string, apiKey: string, model: string): string {
  return `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer ${apiKey}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "${model}",
    "messages": [{ "role": "user", "content": "Say hello in five words." }]
  }'`;
}

function python(baseUrl: string, apiKey: string, model: string): string {
  return `# pip install openai
from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key="${apiKey}",
)
answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Say hello in five words."}],
)
print(answer.choices[0].message.content)`;
}

function typescript(baseUrl: string, apiKey: string, model: string): string {
  return `// npm install openai
import OpenAI from "openai";

const client = new OpenAI({
  baseURL: "${baseUrl}",
  apiKey: "${apiKey}",
});
const answer = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Say hello in five words." }],
});
console.log(answer.choices[0].message.content);`;
}
