"use client";

import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { LinesInput } from "@/app/_ui/lines-input";
import { Select } from "@/app/_ui/select";
import { FirewallRule } from "@/server/contracts/firewall";

type Kind = FirewallRule["kind"];

const KINDS: readonly { value: Kind; label: string; description: string }[] = [
  { value: "keyword", label: "Keywords", description: "Any of these words or phrases." },
  { value: "topic", label: "Topic", description: "Several of these words near each other." },
  { value: "regex", label: "Pattern", description: "A regular expression in RE2 syntax." },
];

interface Draft {
  name: string;
  kind: Kind;
  lines: string[];
  wordsMin: string;
  pattern: string;
}

const EMPTY: Draft = { name: "", kind: "keyword", lines: [], wordsMin: "3", pattern: "" };

export function RuleDialog({
  onAdd,
  onCancel,
}: {
  onAdd: (rule: FirewallRule) => void;
  onCancel: () => void;
}) {
  const [draft, setDraft] = useState(EMPTY);
  const [fault, setFault] = useState<{ field: string; message: string } | null>(null);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const errorOf = (field: string): string | undefined => (fault?.field === field ? fault.message : undefined);
  const add = (): void => {
    const parsed = FirewallRule.safeParse(toRule(draft));
    if (parsed.success) {
      onAdd(parsed.data);
      return;
    }
    const [issue] = parsed.error.issues;
    setFault({ field: String(issue?.path[0] ?? "name"), message: issue?.message ?? "Check this." });
  };
  return (
    <DialogContent title="Add a rule" description="Saved together with the policy." size="md">
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          // The form stands inside the policy's one, if only for React.
          event.stopPropagation();
          add();
        }}
      >
        <Field label="Name" error={errorOf("name")}>
          <Input value={draft.name} onChange={(event) => change({ name: event.target.value })} />
        </Field>
        <Field label="Kind">
          <Select options={KINDS} value={draft.kind} onValueChange={(kind) => change({ kind })} />
        </Field>
        {draft.kind === "regex" ? (
          <Field
            label="Pattern"
            description="No look-around; upper and lower case are the same. Patterns that could take long are refused."
            error={errorOf("pattern")}
          >
            <Input
              isMono
              spellCheck={false}
              value={draft.pattern}
              onChange={(event) => change({ pattern: event.target.value })}
            />
          </Field>
        ) : (
          <Field
            label={draft.kind === "keyword" ? "Words or phrases" : "Words"}
            description="One per line."
            error={errorOf("phrases") ?? errorOf("words")}
          >
            <LinesInput rows={4} value={draft.lines} onValueChange={(lines) => change({ lines })} />
          </Field>
        )}
        {draft.kind === "topic" && (
          <Field label="Found when so many are near each other" error={errorOf("wordsMin")}>
            <Input
              type="number"
              inputMode="numeric"
              value={draft.wordsMin}
              onChange={(event) => change({ wordsMin: event.target.value })}
            />
          </Field>
        )}
        <DialogFooter>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" variant="primary">
            Add rule
          </Button>
        </DialogFooter>
      </form>
    </DialogContent>
  );
}

function toRule({ name, kind, lines, wordsMin, pattern }: Draft): unknown {
  const id = `rule_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  switch (kind) {
    case "keyword":
      return { id, name, kind, phrases: lines };
    case "topic":
      return { id, name, kind, words: lines, wordsMin: Number(wordsMin) };
    case "regex":
      return { id, name, kind, pattern };
  }
}
