/** What kind of work a request asks for. Models differ by it, so that what is learned is learned by category. */
export const TASK_CATEGORIES = [
  "logic",
  "code",
  "math",
  "knowledge",
  "extract",
  "translate",
  "write",
  "qa",
  "chat",
  "tool_use",
  "vision",
  "long_context",
  "general",
] as const;
export type TaskCategory = (typeof TASK_CATEGORIES)[number];

/** Where nobody has said and nothing could be recognised. */
export const GENERAL: TaskCategory = "general";
