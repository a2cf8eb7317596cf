"use client";

import { X } from "lucide-react";
import { Button } from "@/app/_ui/button";
import type { Facets } from "@/server/contracts/requests";

export interface Chip<Changes> {
  name: string;
  value: string;
  /** What the URL loses with it. */
  cleared: Changes;
}

export interface FilterChipsProps<Changes> {
  chips: readonly Chip<Changes>[];
  onClear: (cleared: Changes) => void;
  onClearAll: () => void;
}

/** What narrows a list, one by one, each with a way to drop it. */
export function FilterChips<Changes>({ chips, onClear, onClearAll }: FilterChipsProps<Changes>) {
  return (
    <ul aria-label="Active filters" className="flex flex-wrap items-center gap-1.5">
      {chips.map((chip) => (
        <li key={chip.name} className="flex h-6 min-w-0 items-center rounded-sm bg-muted pl-2 text-xs">
          <span className="text-subtle">{chip.name}</span>
          <span className="max-w-48 truncate pl-1.5 font-mono text-emphasis" title={chip.value}>
            {chip.value}
          </span>
          <button
            type="button"
            aria-label={`Remove filter ${chip.name}`}
            onClick={() => onClear(chip.cleared)}
            className="flex size-6 items-center justify-center rounded-sm text-subtle hover:text-emphasis"
          >
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
      <li>
        <Button variant="ghost" size="sm" className="h-6 px-1.5" onClick={onClearAll}>
          Clear all
        </Button>
      </li>
    </ul>
  );
}

/** Turns ids into the names that a menu shows for them. */
export function labelIn(options: Facets["route"]): (id: string) => string {
  return (id) => options.find(({ value }) => value === id)?.label ?? id;
}

/** A chip for a choice of several; none where nothing is chosen. */
export function manyChip<Changes>(
  name: string,
  values: readonly string[] | null,
  cleared: Changes,
): Chip<Changes> | null {
  return values === null || values.length === 0 ? null : { name, value: values.join(", "), cleared };
}

export function oneChip<Changes>(name: string, value: string | null, cleared: Changes): Chip<Changes> | null {
  return value === null || value === "" ? null : { name, value, cleared };
}
