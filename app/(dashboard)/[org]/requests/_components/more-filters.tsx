"use client";

import { SlidersHorizontal } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/app/_ui/popover";
import type { RequestsParams } from "../search-params";

type Changes = Pick<RequestsParams, "sessionId" | "endUserId" | "property" | "minCostUsd" | "minLatencyMs">;

export interface MoreFiltersProps {
  params: RequestsParams;
  onApply: (changes: Changes) => void;
}

/** Filters that take a typed value. */
export function MoreFilters({ params, onApply }: MoreFiltersProps) {
  const [isOpen, setIsOpen] = useState(false);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onApply({
      sessionId: textIn(form, "sessionId"),
      endUserId: textIn(form, "endUserId"),
      property: textIn(form, "property"),
      minCostUsd: numberIn(form, "minCostUsd"),
      minLatencyMs: numberIn(form, "minLatencyMs"),
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
              <Input
                name="minCostUsd"
                type="number"
                min={0}
                step="any"
                defaultValue={params.minCostUsd ?? ""}
              />
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

function textIn(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

function numberIn(form: FormData, name: string): number | null {
  const value = Number(textIn(form, name));
  return Number.isFinite(value) && value > 0 ? value : null;
}
