"use client";

import { MoreFilters, textIn } from "@/app/_components/more-filters";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { RequestsParams } from "../search-params";

type Changes = Pick<RequestsParams, "sessionId" | "endUserId" | "property" | "minCostUsd" | "minLatencyMs">;

export interface MoreRequestFiltersProps {
  params: RequestsParams;
  onApply: (changes: Changes) => void;
}

/** Filters that take a typed value. */
export function MoreRequestFilters({ params, onApply }: MoreRequestFiltersProps) {
  const apply = (form: FormData) =>
    onApply({
      sessionId: textIn(form, "sessionId"),
      endUserId: textIn(form, "endUserId"),
      property: textIn(form, "property"),
      minCostUsd: numberIn(form, "minCostUsd"),
      minLatencyMs: numberIn(form, "minLatencyMs"),
    });
  return (
    <MoreFilters onApply={apply}>
      <Field label="Session">
        <Input name="sessionId" defaultValue={params.sessionId ?? ""} isMono />
      </Field>
      <Field label="User">
        <Input name="endUserId" defaultValue={params.endUserId ?? ""} isMono />
      </Field>
      <Field label="Property" description="As name=value, from floopy-property-name.">
        <Input
          name="property"
          defaultValue={params.property ?? ""}
          pattern=".+=.+"
          placeholder="team=blue"
          isMono
        />
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Cost at least, $">
          <Input name="minCostUsd" type="number" min={0} step="any" defaultValue={params.minCostUsd ?? ""} />
        </Field>
        <Field label="Latency at least, ms">
          <Input
            name="minLatencyMs"
            type="number"
            min={0}
            step={1}
            defaultValue={params.minLatencyMs ?? ""}
          />
        </Field>
      </div>
    </MoreFilters>
  );
}

function numberIn(form: FormData, name: string): number | null {
  const value = Number(textIn(form, name));
  return Number.isFinite(value) && value > 0 ? value : null;
}
