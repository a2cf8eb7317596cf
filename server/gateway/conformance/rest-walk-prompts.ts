import { get, post, type RestCase, type Step } from "./rest-walk-case";

function ofPrompt(step: (id: string) => Step): RestCase {
  return {
    kind: "keyed",
    plain: step("prm_none"),
    withNames: ({ promptId }) => ({ prompt: step(promptId) }),
  };
}

const messages = [{ role: "user", content: "hi" }];

export const PROMPT_CASES: Readonly<Record<string, RestCase>> = {
  "GET /v1/prompts": { kind: "keyed", plain: get("/prompts"), withNames: () => ({}) },
  "POST /v1/prompts": {
    kind: "keyed",
    plain: post("/prompts", { name: "x", messages }),
    withNames: () => ({}),
  },
  "GET /v1/prompts/{id}": ofPrompt((id) => get(`/prompts/${id}`)),
  "DELETE /v1/prompts/{id}": ofPrompt((id) => ({ method: "DELETE", path: `/prompts/${id}`, headers: {} })),
  "GET /v1/prompts/{id}/versions": ofPrompt((id) => get(`/prompts/${id}/versions`)),
  "POST /v1/prompts/{id}/versions": ofPrompt((id) => post(`/prompts/${id}/versions`, { messages })),
  "POST /v1/prompts/{id}/labels": ofPrompt((id) =>
    post(`/prompts/${id}/labels`, { label: "staging", version: 1 }),
  ),
  "POST /v1/prompts/{id}/render": ofPrompt((id) => post(`/prompts/${id}/render`, {})),
};
