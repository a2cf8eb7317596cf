"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/app/_ui/checkbox";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import type { ConstraintWindow } from "@/server/contracts/constraints";
import type { ConstraintDraft, DraftErrors, NumberField } from "./constraint-draft";

const WINDOWS = [
  { value: "rolling_24h", label: "in 24 hours" },
  { value: "rolling_7d", label: "in 7 days" },
] as const;

export interface ConstraintFieldsProps {
  draft: ConstraintDraft;
  errors: DraftErrors;
  onChange: (draft: ConstraintDraft) => void;
}

/** Every rule with what it takes, those of choosing first. */
export function ConstraintFields({ draft, errors, onChange }: ConstraintFieldsProps) {
  const number = (name: NumberField, label: string, description: string) => (
    <NumberInput
      label={label}
      description={description}
      value={draft[name]}
      error={errors[name]}
      onChange={(text) => onChange({ ...draft, [name]: text })}
    />
  );
  return (
    <>
      <Group title="What routes may choose">
        <Windowed
          label="Time for worse ratings"
          window={draft.maxRegressionWindow}
          onWindow={(maxRegressionWindow) => onChange({ ...draft, maxRegressionWindow })}
        >
          {number("maxRegression", "Worse by at most", "Points of 10 below the route’s first model.")}
        </Windowed>
        <Windowed
          label="Time for higher cost"
          window={draft.maxCostIncreaseWindow}
          onWindow={(maxCostIncreaseWindow) => onChange({ ...draft, maxCostIncreaseWindow })}
        >
          {number("maxCostIncrease", "Dearer by at most, %", "Than the route’s first model.")}
        </Windowed>
        {number("maxCostDrop", "Cheaper without proof, %", "A model cheaper by more waits for scores.")}
        {number("minSamples", "Scores before it is chosen", "Of your own users and people.")}
        {number("confidence", "Confidence at least", "0 to 1. Below it, the first model answers.")}
        {number("maxVariance", "Variance at most", "0 to 1, of a model’s scores.")}
        <div className="sm:col-span-2">
          <Checkbox
            isChecked={draft.needsShadow}
            onCheckedChange={(needsShadow) => onChange({ ...draft, needsShadow })}
            label="Only models that have passed a shadow phase (the first needs none)"
          />
        </div>
      </Group>
      <Group title="Spend and rate">
        {number("monthlyUsd", "US dollars a month", "Then requests are refused with 402.")}
        {number("requestsPerMinute", "Requests a minute", "Of each API key.")}
        {number("tokens", "Tokens at most", "Within the seconds beside.")}
        {number("tokenSeconds", "Seconds", "A minute where left empty.")}
      </Group>
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-3 text-sm font-semibold text-emphasis">{title}</legend>
      <div className="grid gap-4 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}

interface WindowedProps {
  label: string;
  window: ConstraintWindow;
  onWindow: (window: ConstraintWindow) => void;
  children: ReactNode;
}

function Windowed({ label, window, onWindow, children }: WindowedProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_8rem] items-start gap-2">
      {children}
      <Select
        aria-label={label}
        className="mt-6.5"
        options={WINDOWS}
        value={window}
        onValueChange={onWindow}
      />
    </div>
  );
}

interface NumberInputProps {
  label: string;
  description: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function NumberInput({ label, description, value, error, onChange }: NumberInputProps) {
  return (
    <Field label={label} description={description} error={error}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        placeholder="No limit"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
