/** What kind of work a request asks for. Models differ by it, so that what is learned is learned by category. */
export const TASK_CATEGORIES = [
  "logic",
  "code",
  "math",
  "knowledge",
  "knowledge_long",
  "calculation",
  "calculation_long",
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

/** Finer kinds of a task that public benchmarks know as one. */
const PARENTS: Partial<Record<string, TaskCategory>> = {
  knowledge_long: "knowledge",
  calculation: "knowledge",
  calculation_long: "knowledge",
};

/** The kind of work that benchmarks know a category as. */
export function benchmarkedAs(category: string): string {
  return PARENTS[category] ?? category;
}

/** Where nobody has said and nothing could be recognised. */
export const GENERAL: TaskCategory = "general";
