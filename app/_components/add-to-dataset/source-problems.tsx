import Link from "next/link";
import { Callout } from "@/app/_ui/callout";
import { useConsole } from "../shell/console-context";
import type { Problem } from "./sort-sources";

const WORDS: Readonly<Record<Exclude<Problem, "not_stored">, string>> = {
  expired: "Its conversation is not there any more: it is older than your plan and your project keep it.",
  no_conversation: "What is stored is no whole conversation: an embedding, a failed request or a cut text.",
  too_long: "The conversation is too long for a dataset.",
  other_project: "It belongs to another project: a dataset is of one.",
  not_found: "It is no longer there.",
};

/** Why some requests, or the only one, cannot be added. */
export function SourceProblems({
  problems,
  total,
}: {
  problems: ReadonlyMap<Problem, number>;
  total: number;
}) {
  const { org } = useConsole();
  if (problems.size === 0) return null;
  return (
    <Callout tone="warning">
      {total > 1 && (
        <p>
          {[...problems.values()].reduce((sum, count) => sum + count, 0)} of {total} cannot be added.
        </p>
      )}
      <ul className="space-y-1">
        {[...problems].map(([problem, count]) => (
          <li key={problem}>
            {total > 1 && <span className="tabular-nums">{count}: </span>}
            {problem === "not_stored" ? (
              <>
                Its project stores no conversations. Change that under{" "}
                <Link href={`/${org.slug}/settings?tab=data`} className="underline underline-offset-3">
                  Settings, Data
                </Link>
                ; requests from then on can be added.
              </>
            ) : (
              WORDS[problem]
            )}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
