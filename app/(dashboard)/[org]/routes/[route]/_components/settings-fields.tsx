"use client";

import { Field } from "@/app/_ui/field";
import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Switch } from "@/app/_ui/switch";
import type { Hedge, KeyBalancing, RouteSettings } from "@/server/contracts/route-settings";
import { NumberField } from "./number-field";

export interface SettingsFieldsProps {
  settings: RouteSettings;
  isReadOnly: boolean;
  onChange: (settings: RouteSettings) => void;
}

const HEDGE_OPTIONS = [
  { value: "off", label: "Off" },
  { value: "after", label: "After a time", description: "Costs a second call whenever the first is slower." },
  {
    value: "p95",
    label: "After the usual time",
    description: "When a call is slower than 95 of 100 recent ones.",
  },
] as const;
const BALANCING_OPTIONS: readonly { value: KeyBalancing | "default"; label: string; description?: string }[] =
  [
    { value: "default", label: "As set for the provider" },
    { value: "latency_based", label: "Lowest latency", description: "Weights, less for slow and busy keys." },
    { value: "weighted", label: "Weighted", description: "Weights alone." },
    { value: "round_robin", label: "Round robin", description: "Keys take turns." },
  ];
const HEDGE_MS_FIRST = 1_000;

export function SettingsFields({ settings, isReadOnly, onChange }: SettingsFieldsProps) {
  const change = (over: Partial<RouteSettings>) => onChange({ ...settings, ...over });
  const hedgeOf = (kind: Hedge["kind"]): Hedge =>
    kind === "after" ? { kind, ms: HEDGE_MS_FIRST } : { kind };
  return (
    <Section
      title="Calls"
      description="How long a call may take, and what happens when it takes longer or fails."
    >
      <div className="grid max-w-200 gap-4 sm:grid-cols-2">
        <NumberField
          label="One call, ms"
          description="Until the whole answer, or a stream’s first content. Then the next model is asked."
          value={settings.attemptTimeoutMs}
          isDisabled={isReadOnly}
          onChange={(attemptTimeoutMs) => change({ attemptTimeoutMs })}
        />
        <NumberField
          label="All calls, ms"
          description="For the whole request. Then the answer is 504."
          value={settings.totalTimeoutMs}
          isDisabled={isReadOnly}
          onChange={(totalTimeoutMs) => change({ totalTimeoutMs })}
        />
        <NumberField
          label="Retries of one model"
          description="After a passing failure, 0 to 5."
          value={settings.retries}
          isDisabled={isReadOnly}
          onChange={(retries) => change({ retries })}
        />
        <Field label="Several keys of a provider" isDisabled={isReadOnly}>
          <Select
            options={BALANCING_OPTIONS}
            value={settings.keyBalancing ?? "default"}
            isDisabled={isReadOnly}
            onValueChange={(value) => change({ keyBalancing: value === "default" ? null : value })}
          />
        </Field>
        <Field
          label="Hedging"
          description="Asks the next model while the first is still silent; the first content wins."
          isDisabled={isReadOnly}
        >
          <Select
            options={HEDGE_OPTIONS}
            value={settings.hedge.kind}
            isDisabled={isReadOnly}
            onValueChange={(kind) => change({ hedge: hedgeOf(kind) })}
          />
        </Field>
        {settings.hedge.kind === "after" && (
          <NumberField
            label="Hedge after, ms"
            description="50 to 120,000."
            value={settings.hedge.ms}
            isDisabled={isReadOnly}
            onChange={(ms) => change({ hedge: { kind: "after", ms: ms ?? HEDGE_MS_FIRST } })}
          />
        )}
      </div>
      <div className="mt-4 max-w-160 space-y-3">
        <Switch
          isOn={settings.fallsBackOnContextLength}
          onChange={(fallsBackOnContextLength) => change({ fallsBackOnContextLength })}
          label="A prompt too long for one model goes to the next with a larger window"
          isDisabled={isReadOnly}
        />
        <Switch
          isOn={settings.fallsBackOnContentPolicy}
          onChange={(fallsBackOnContentPolicy) => change({ fallsBackOnContentPolicy })}
          label="A prompt that a content policy refuses goes to the next model"
          isDisabled={isReadOnly}
        />
        <Switch
          isOn={settings.rollsBack}
          onChange={(rollsBack) => change({ rollsBack })}
          label="Go back to the first model when end users like the route’s own choices less"
          description="For routes that learn. A test that stays right at every look decides; the model is then pinned, and a webhook told."
          isDisabled={isReadOnly}
        />
      </div>
    </Section>
  );
}
