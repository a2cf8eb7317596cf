"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Dispatch, type SetStateAction, useState } from "react";
import { ReadOnlyNote } from "@/app/_components/form-end";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Switch } from "@/app/_ui/switch";
import { toast } from "@/app/_ui/toast";
import { FIREWALL_MODES, type FirewallPolicy } from "@/server/contracts/firewall";
import { DryRunSection } from "./dry-run/dry-run-section";
import { CATEGORY_TEXTS, modeOptions, SENSITIVITY_OPTIONS } from "./firewall-texts";
import { ModeRow } from "./mode-row";
import { OutputRows } from "./output-rows";
import { RulesEditor } from "./rules-editor";
import type { FirewallUrl } from "./use-firewall-url";

const INJECTION_OPTIONS = modeOptions(["off", "observe", "block"]).map(({ value, ...option }) => ({
  ...option,
  value: value === "redact" ? ("observe" as const) : value,
}));
const ALL_OPTIONS = modeOptions(FIREWALL_MODES);

export interface PolicySectionProps {
  policy: FirewallPolicy;
  projectName: string;
  url: FirewallUrl;
}

/** The policy as somebody is changing it, and what that would do. */
export function PolicySection({ policy, projectName, url }: PolicySectionProps) {
  const [draft, setDraft] = useState(policy);
  return (
    <>
      <PolicyForm policy={policy} projectName={projectName} draft={draft} setDraft={setDraft} />
      <DryRunSection policy={policy} draft={draft} url={url} />
    </>
  );
}

interface PolicyFormProps extends Omit<PolicySectionProps, "url"> {
  draft: FirewallPolicy;
  setDraft: Dispatch<SetStateAction<FirewallPolicy>>;
}

function PolicyForm({ policy, projectName, draft, setDraft }: PolicyFormProps) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const change = (part: Partial<FirewallPolicy>): void => setDraft((before) => ({ ...before, ...part }));
  const update = useMutation(
    trpc.firewall.update.mutationOptions({
      onSuccess: async (saved) => {
        toast.success("Policy saved", { description: "New requests follow it within five seconds." });
        setDraft(saved);
        await queryClient.invalidateQueries(trpc.firewall.pathFilter());
      },
    }),
  );
  const isReadOnly = !may("firewall:manage");
  const isChanged = JSON.stringify(draft) !== JSON.stringify(policy);
  const { version, mayHaveRules, ...settings } = draft;
  return (
    <Section
      title="Policy"
      description={
        <>
          What happens to requests of the project <b className="text-emphasis">{projectName}</b> before a
          provider or the cache sees them. Keys and headers can make it stricter, never weaker than redact or
          block.
        </>
      }
    >
      <form
        className="max-w-200 space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          update.mutate({ orgSlug: org.slug, ...settings });
        }}
      >
        <Card className="divide-y divide-subtle">
          <ModeRow {...CATEGORY_TEXTS.injection}>
            <Select
              aria-label="Prompt injection"
              options={INJECTION_OPTIONS}
              value={draft.injection}
              onValueChange={(injection) => change({ injection })}
              isDisabled={isReadOnly}
            />
            <Select
              aria-label="Sensitivity"
              options={SENSITIVITY_OPTIONS}
              value={draft.sensitivity}
              onValueChange={(sensitivity) => change({ sensitivity })}
              isDisabled={isReadOnly || draft.injection === "off"}
            />
          </ModeRow>
          <ModeRow {...CATEGORY_TEXTS.pii}>
            <Select
              aria-label="Personal data"
              options={ALL_OPTIONS}
              value={draft.pii}
              onValueChange={(pii) => change({ pii })}
              isDisabled={isReadOnly}
            />
          </ModeRow>
          <ModeRow {...CATEGORY_TEXTS.secrets}>
            <Select
              aria-label="Secrets"
              options={ALL_OPTIONS}
              value={draft.secrets}
              onValueChange={(secrets) => change({ secrets })}
              isDisabled={isReadOnly}
            />
          </ModeRow>
          <ModeRow {...CATEGORY_TEXTS.rules}>
            <Select
              aria-label="Your rules"
              options={ALL_OPTIONS}
              value={draft.rules}
              onValueChange={(rules) => change({ rules })}
              isDisabled={isReadOnly || draft.customRules.length === 0}
            />
          </ModeRow>
        </Card>
        <RulesEditor
          rules={draft.customRules}
          onChange={(customRules) =>
            change({
              customRules,
              // A first rule that does nothing would only puzzle.
              ...(draft.customRules.length === 0 && draft.rules === "off"
                ? { rules: "observe" as const }
                : {}),
            })
          }
          isReadOnly={isReadOnly}
          isInPlan={mayHaveRules}
        />
        <OutputRows
          output={draft.output}
          onChange={(part) => change({ output: { ...draft.output, ...part } })}
          hasRules={draft.customRules.length > 0}
          isReadOnly={isReadOnly}
        />
        <Switch
          label="Let requests with more than 256 KiB of text through to the detectors"
          description="Only matters where something is blocked: longer requests are then refused unless this is on."
          isOn={draft.allowsLargeInputs}
          onChange={(allowsLargeInputs) => change({ allowsLargeInputs })}
          isDisabled={isReadOnly}
        />
        {update.isError && (
          <Callout tone="error" isLive>
            {update.error.message}
          </Callout>
        )}
        {isReadOnly ? (
          <ReadOnlyNote />
        ) : (
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" isLoading={update.isPending} disabled={!isChanged}>
              Save policy
            </Button>
            <span className="text-xs text-subtle">
              {version === 0 ? "These are the defaults." : `Version ${version}.`}
            </span>
          </div>
        )}
      </form>
    </Section>
  );
}
