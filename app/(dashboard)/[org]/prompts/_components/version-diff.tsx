import { cn } from "@/app/_ui/cn";
import { Card } from "@/app/_ui/section";
import type { PromptVersionView } from "@/server/contracts/prompts";
import { type DiffLine, diffLines } from "./diff-lines";
import { SETTING_LABELS } from "./prompt-texts";

const LOOKS = {
  same: { sign: " ", word: null, line: "text-muted" },
  added: { sign: "+", word: "added", line: "bg-success-subtle text-success" },
  removed: { sign: "−", word: "removed", line: "bg-error-subtle text-error" },
} as const satisfies Record<DiffLine["kind"], { sign: string; word: string | null; line: string }>;

/** What changed between two versions, line by line. */
export function VersionDiff({ from, to }: { from: PromptVersionView; to: PromptVersionView }) {
  const lines = diffLines(linesOf(from), linesOf(to));
  if (lines.every(({ kind }) => kind === "same"))
    return <p className="text-sm text-muted">These two versions say the same.</p>;
  return (
    <Card>
      <ol className="overflow-x-auto py-2 font-mono text-xs leading-5">
        {lines.map(({ kind, text }, index) => {
          const { sign, word, line } = LOOKS[kind];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines may be equal, and never move
            <li key={index} className={cn("flex gap-3 px-4 break-words whitespace-pre-wrap", line)}>
              <span aria-hidden className="select-none">
                {sign}
              </span>
              {word !== null && <span className="sr-only">{word}: </span>}
              <span className="min-w-0">{text || "\u00a0"}</span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

function linesOf({ messages, variables, settings }: PromptVersionView): string[] {
  return [
    ...messages.flatMap(({ role, content }) => [`[${role}]`, ...content.split("\n")]),
    ...variables.map(
      (variable) =>
        `{{${variable.name}}} ${variable.type}${variable.default === undefined ? ", required" : `, else ${JSON.stringify(variable.default)}`}`,
    ),
    ...Object.entries(SETTING_LABELS).flatMap(([name, label]) => {
      const value = Object.entries(settings).find(([key]) => key === name)?.[1];
      return value === undefined ? [] : [`${label}: ${value}`];
    }),
  ];
}
