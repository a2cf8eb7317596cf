"use client";

import { SlidersHorizontal } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/app/_ui/popover";
import type { DecisionsParams } from "../search-params";

type Changes = Pick<DecisionsParams, "sessionId" | "experimentId" | "minConfidence" | "maxConfidence">;

export interface MoreDecisionFiltersProps {
  params: DecisionsParams;
  onApply: (changes: Changes) => void;
}

/** Filters that take a typed value. */
export function MoreDecisionFilters({ params, onApply }: MoreDecisionFiltersProps) {
  const [isOpen, setIsOpen] = useState(false);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onApply({
      sessionId: textIn(form, "sessionId"),
      experimentId: textIn(form, "experimentId"),
      minConfidence: shareIn(form, "minConfidence"),
      maxConfidence: shareIn(form, "maxConfidence"),
    });
    setIsOpen(false);
  };
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger
        render={
          <Button size="sm" variant="ghost" icon={<SlidersHorizontal aria-hidden />}>
            More
          </Button>
        }
      />
      <PopoverContent label="More filters" className="w-72">
        <form onSubmit={apply} className="space-y-3">
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
          <div className="flex justify-end">
            <Button type="submit" variant="primary" size="sm">
              Apply
            </Button>
          </div>
        </form>
      </PopoverContent>
    </Popover>
  );
}

function ShareField({ label, name, value }: { label: string; name: string; value: number | null }) {
  return (
    <Field label={label}>
      <Input name={name} type="number" min={0} max={1} step="any" defaultValue={value ?? ""} />
    </Field>
  );
}

function textIn(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function shareIn(form: FormData, name: string): number | null {
  const text = textIn(form, name);
  const value = Number(text);
  return text !== null && value >= 0 && value <= 1 ? value : null;
}
