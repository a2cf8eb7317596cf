"use client";

import { CalendarClock, ChevronDown } from "lucide-react";
import { type FormEvent, useState } from "react";
import { formatSpan } from "@/app/_charts/time-axis";
import { useTimeZone } from "@/app/_charts/use-time-zone";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/app/_ui/popover";

interface FixedRange {
  from: Date;
  to: Date;
}

export interface RangePickerProps<Preset extends string> {
  presets: readonly { id: Preset; label: string }[];
  range: Preset | FixedRange;
  /** `from` and `to` together replace the preset; null takes them away. */
  onChange: (range: { range?: Preset; from: Date | null; to: Date | null }) => void;
}

export function RangePicker<Preset extends string>({ presets, range, onChange }: RangePickerProps<Preset>) {
  const timeZone = useTimeZone();
  const [isOpen, setIsOpen] = useState(false);
  const isFixed = typeof range !== "string";
  const label = isFixed
    ? formatSpan({ fromMs: range.from.getTime(), toMs: range.to.getTime() }, timeZone)
    : (presets.find(({ id }) => id === range)?.label ?? range);
  const choose = (chosen: Parameters<typeof onChange>[0]) => {
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
          {presets.map((preset) => (
            <li key={preset.id}>
              <button
                type="button"
                aria-pressed={!isFixed && range === preset.id}
                onClick={() => choose({ range: preset.id, from: null, to: null })}
                className="flex min-h-7 w-full items-center rounded-sm px-2 text-left text-sm text-default hover:bg-muted aria-pressed:bg-muted aria-pressed:font-semibold aria-pressed:text-emphasis"
              >
                {preset.label}
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
  range: FixedRange | null;
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
