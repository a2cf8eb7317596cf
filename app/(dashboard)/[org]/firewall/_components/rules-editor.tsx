"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { UpgradePrompt } from "@/app/_components/upgrade-prompt";
import { Button, IconButton } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { FIREWALL_RULES_MAX, type FirewallRule } from "@/server/contracts/firewall";
import { RuleDialog } from "./rule-dialog";

export interface RulesEditorProps {
  rules: readonly FirewallRule[];
  onChange: (rules: FirewallRule[]) => void;
  isReadOnly: boolean;
  isInPlan: boolean;
}

export function RulesEditor({ rules, onChange, isReadOnly, isInPlan }: RulesEditorProps) {
  const [isAdding, setIsAdding] = useState(false);
  return (
    <div className="space-y-2">
      <div className="flex items-center justify-between gap-4">
        <h3 className="text-sm font-semibold text-emphasis">Your rules</h3>
        {isInPlan && (
          <Button
            size="sm"
            icon={<Plus aria-hidden />}
            disabled={isReadOnly || rules.length >= FIREWALL_RULES_MAX}
            onClick={() => setIsAdding(true)}
          >
            Add rule
          </Button>
        )}
      </div>
      {!isInPlan && <UpgradePrompt feature="custom_firewall_rules" />}
      {!isInPlan && rules.length === 0 ? null : rules.length === 0 ? (
        <p className="text-sm text-muted">
          None yet. A rule finds keywords, a topic or a pattern in what users and tools say.
        </p>
      ) : (
        <ul className="divide-y divide-subtle rounded-lg border border-default bg-surface">
          {rules.map((rule) => (
            <li key={rule.id} className="flex items-center gap-3 px-4 py-2 text-sm">
              <span className="font-semibold text-emphasis">{rule.name}</span>
              <span className="min-w-0 grow truncate text-muted">{describeRule(rule)}</span>
              {!isReadOnly && (
                <IconButton
                  label={`Remove ${rule.name}`}
                  size="icon-sm"
                  onClick={() => onChange(rules.filter(({ id }) => id !== rule.id))}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      <Dialog open={isAdding} onOpenChange={setIsAdding}>
        <RuleDialog
          onAdd={(rule) => {
            onChange([...rules, rule]);
            setIsAdding(false);
          }}
          onCancel={() => setIsAdding(false)}
        />
      </Dialog>
    </div>
  );
}

function describeRule(rule: FirewallRule): string {
  switch (rule.kind) {
    case "keyword":
      return rule.phrases.join(", ");
    case "topic":
      return `${rule.wordsMin} of: ${rule.words.join(", ")}`;
    case "regex":
      return rule.pattern;
  }
}
