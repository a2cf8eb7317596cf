"use client";

import { MoreFilters, textIn } from "@/app/_components/more-filters";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { DecisionsParams } from "../search-params";

type Changes = Pick<DecisionsParams, "sessionId" | "experimentId" | "minConfidence" | "maxConfidence">;

export interface MoreDecisionFiltersProps {
  params: DecisionsParams;
  onApply: (changes: Changes) => void;
}

/** Filters that take a typed value. */
export function MoreDecisionFilters({ params, onApply }: MoreDecisionFiltersProps) {
  const apply = (form: FormData) =>
    onApply({
      sessionId: textIn(form, "sessionId"),
      experimentId: textIn(form, "experimentId"),
      minConfidence: shareIn(form, "minConfidence"),
      maxConfidence: shareIn(form, "maxConfidence"),
    });
  return (
    <MoreFilters onApply={apply}>
      <Field label="Session">
        <Input name="sessionId" defaultValue={params.sessionId ?? ""} isMono />
      </Field>
      <Field label="Experiment">
        <Input name="experimentId" defaultValue={params.experimentId ?? ""} isMono />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <ShareField label="Confidence from" name="minConfidence" value={params.minConfidence} />
        <ShareField label="Confidence to" name="maxConfidence" value={params.maxConfidence} />
      </div>
    </MoreFilters>
  );
}

function ShareField({ label, name, value }: { label: string; name: string; value: number | null }) {
  return (
    <Field label={label}>
      <Input name={name} type="number" min={0} max={1} step="any" defaultValue={value ?? ""} />
    </Field>
  );
}

function shareIn(form: FormData, name: string): number | null {
  const text = textIn(form, name);
  const value = Number(text);
  return text !== null && value >= 0 && value <= 1 ? value : null;
}
