import { findingLabel } from "@/app/_components/finding-label";
import { cn } from "@/app/_ui/cn";
import type { FirewallFinding, FirewallRule } from "@/server/contracts/firewall";
import { markSpans } from "./mark-spans";

export interface MarkedTextProps {
  text: string;
  findings: readonly FirewallFinding[];
  rules: readonly FirewallRule[];
}

/** A text with what was found in it marked. */
export function MarkedText({ text, findings, rules }: MarkedTextProps) {
  return (
    <p className="max-h-60 overflow-y-auto rounded-lg border border-default bg-subtle px-3 py-2 font-mono text-xs break-words whitespace-pre-wrap text-default">
      {markSpans(text, findings).map(({ start, text: part, found }) =>
        found === null ? (
          <span key={start}>{part}</span>
        ) : (
          <mark
            key={start}
            title={findingLabel(found, rules)}
            className={cn(
              "rounded-sm text-inherit",
              found.category === "injection" ? "bg-warning-subtle" : "bg-error-subtle",
            )}
          >
            {part}
          </mark>
        ),
      )}
    </p>
  );
}
