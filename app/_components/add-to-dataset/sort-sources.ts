import type { SourceList, SourceProblem } from "@/server/contracts/datasets";

type Item = SourceList["items"][number];
export type UsableSource = Extract<Item, { question: string }>;
export type Problem = SourceProblem | "not_found" | "other_project";

export interface SortedSources {
  /** All of one project, as a dataset is. */
  usable: UsableSource[];
  /** How many cannot be added, and why. */
  problems: Map<Problem, number>;
}

export function sortSources(items: readonly Item[], asked: number): SortedSources {
  const readable = items.filter((item) => "question" in item);
  const usable = readable.filter(({ projectId }) => projectId === readable[0]?.projectId);
  const problems = new Map<Problem, number>();
  const note = (problem: Problem, count: number) => {
    if (count > 0) problems.set(problem, (problems.get(problem) ?? 0) + count);
  };
  for (const item of items) if ("problem" in item) note(item.problem, 1);
  note("other_project", readable.length - usable.length);
  note("not_found", asked - items.length);
  return { usable, problems };
}
