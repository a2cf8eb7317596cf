"use client";

import { CalendarClock, ChevronDown } from "lucide-react";
import { type FormEvent, useState } from "react";
import { formatSpan } from "@/app/_charts/time-axis";
import { useTimeZone } from "@/app/_charts/use-time-zone";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/app/_ui/popover";
import { RANGE_PRESET_IDS, type RangePreset } from "@/server/contracts/requests";
import { type RequestsParams, rangeOf } from "../search-params";

const PRESET_LABELS: Readonly<Record<RangePreset, string>> = {
  "15m": "Last 15 minutes",
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
};

type RangeParams = Pick<RequestsParams, "range" | "from" | "to">;

export interface RangePickerProps {
  params: RangeParams;
  onChange: (range: Partial<RangeParams>) => void;
}

export function RangePicker({ params, onChange }: RangePickerProps) {
  const timeZone = useTimeZone();
  const [isOpen, setIsOpen] = useState(false);
  const range = rangeOf(params);
  const isFixed = typeof range !== "string";
  const label = isFixed
    ? formatSpan({ fromMs: range.from.getTime(), toMs: range.to.getTime() }, timeZone)
    : PRESET_LABELS[range];
  const choose = (chosen: Partial<RangeParams>) => {
    onChange(chosen);
    setIsOpen(false);
  };
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger
        render={
          <Button size="sm" icon={<CalendarClock aria-hidden />} aria-label={`Time range: ${label}`}>
            <span className="max-w-56 truncate max-sm:sr-only">{label}</span>
            <ChevronDown aria-hidden className="max-sm:hidden" />
          </Button>
        }
      />
      <PopoverContent label="Time range" align="end" className="w-64 p-1">
        <ul>
          {RANGE_PRESET_IDS.map((preset) => (
            <li key={preset}>
              <button
                type="button"
                aria-pressed={!isFixed && range === preset}
                onClick={() => choose({ range: preset, from: null, to: null })}
                className="flex min-h-7 w-full items-center rounded-sm px-2 text-left text-sm text-default hover:bg-muted aria-pressed:bg-muted aria-pressed:font-semibold aria-pressed:text-emphasis"
              >
                {PRESET_LABELS[preset]}
              </button>
            </li>
          ))}
        </ul>
        <CustomRange range={isFixed ? range : null} onApply={(from, to) => choose({ from, to })} />
      </PopoverContent>
    </Popover>
  );
}

interface CustomRangeProps {
  range: { from: Date; to: Date } | null;
  onApply: (from: Date, to: Date) => void;
}

function CustomRange({ range, onApply }: CustomRangeProps) {
  const [error, setError] = useState<string | null>(null);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [new Date(String(form.get("from"))), new Date(String(form.get("to")))];
    if (from < to) onApply(from, to);
    else setError("Give a start, and an end after it.");
  };
  return (
    <form onSubmit={apply} noValidate className="mt-1 space-y-2 border-t border-default p-2 pt-3">
      <Field label="From">
        <Input name="from" type="datetime-local" defaultValue={range ? localValue(range.from) : ""} />
      </Field>
      <Field label="To" error={error ?? undefined}>
        <Input name="to" type="datetime-local" defaultValue={range ? localValue(range.to) : ""} />
      </Field>
      <Button type="submit" size="sm" className="w-full">
        Use this range
      </Button>
    </form>
  );
}

/** What a `datetime-local` field takes: the reader's wall clock. */
function localValue(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
