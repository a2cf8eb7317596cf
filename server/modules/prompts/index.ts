export { addPromptVersion } from "./add-version";
export { createPrompt } from "./create-prompt";
export { deletePrompt } from "./delete-prompt";
export { getPrompt, listPrompts, listPromptVersions } from "./list-prompts";
export { provideModelCaller } from "./model-caller";
export { movePromptLabel } from "./move-label";
export { contentOf, getPromptOrThrow, resolveVersion } from "./prompts.queries";
export { renderStoredPrompt } from "./render-prompt";
