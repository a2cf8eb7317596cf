"use client";

import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { Input } from "@/app/_ui/input";
import type { RoutableModelsOutput } from "@/server/contracts/routes";
import { nameOf, priceText } from "./draft";

const SHOWN_MAX = 8;

export interface ModelPickerProps {
  models: RoutableModelsOutput["items"];
  taken: readonly { provider: string; model: string }[];
  onPick: (model: { provider: string; model: string }) => void;
  label?: string;
}

/** Models of the connected providers by any part of their name, with their prices. */
export function ModelPicker({ models, taken, onPick, label = "Find a model to add" }: ModelPickerProps) {
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const takenNames = new Set(taken.map(nameOf));
  const found = models.filter(
    (model) =>
      !takenNames.has(nameOf(model)) && `${nameOf(model)} ${model.name}`.toLowerCase().includes(wanted),
  );
  return (
    <div className="mt-3 max-w-160 space-y-1">
      <Input
        aria-label={label}
        placeholder="Add a model: type part of its name"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        autoComplete="off"
        spellCheck={false}
      />
      {wanted !== "" && (
        <ul className="rounded-md border border-default">
          {found.slice(0, SHOWN_MAX).map((model) => (
            <li key={nameOf(model)} className="flex items-center justify-between gap-3 px-3 py-1">
              <span className="min-w-0">
                <span className="block truncate font-mono text-xs text-emphasis">{nameOf(model)}</span>
                <span className="block truncate text-xs text-subtle">{priceText(model)}</span>
              </span>
              <Button
                size="sm"
                aria-label={`Add ${nameOf(model)}`}
                onClick={() => {
                  onPick({ provider: model.provider, model: model.model });
                  setQuery("");
                }}
              >
                Add
              </Button>
            </li>
          ))}
          {found.length === 0 && (
            <li className="px-3 py-2 text-xs text-muted">No connected provider serves such a model.</li>
          )}
          {found.length > SHOWN_MAX && (
            <li className="px-3 py-1.5 text-xs text-subtle">{found.length - SHOWN_MAX} more: type on.</li>
          )}
        </ul>
      )}
    </div>
  );
}
