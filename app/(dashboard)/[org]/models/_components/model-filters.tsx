"use client";

import { Search, X } from "lucide-react";
import { useRef } from "react";
import { useHotkeys } from "@/app/_lib/use-hotkeys";
import { Button } from "@/app/_ui/button";
import { AffixInput } from "@/app/_ui/input";
import { Kbd } from "@/app/_ui/kbd";
import { Select } from "@/app/_ui/select";
import { CAPABILITIES, type ModelRow } from "@/server/contracts/models";
import { CAPABILITY_LABELS } from "./capability-icons";
import type { ModelsUrl } from "./use-models-url";

const ANY = "any";
const PRICES = [
  { value: ANY, label: "Any price" },
  { value: "known", label: "Price known" },
  { value: "unknown", label: "Price unknown" },
  { value: "own", label: "Own price" },
] as const;
const SCOPES = [
  {
    value: "callable",
    label: "Models you can call",
    description: "Of connected providers, and whatever was called.",
  },
  { value: "all", label: "Whole catalogue", description: "Connected or not." },
] as const;
const ABILITIES = [
  { value: ANY, label: "Any capability" },
  ...CAPABILITIES.map((value) => ({ value, label: CAPABILITY_LABELS[value] })),
] as const;

export function ModelFilters({ url, models }: { url: ModelsUrl; models: readonly ModelRow[] }) {
  const { params, setParams } = url;
  const input = useRef<HTMLInputElement>(null);
  useHotkeys({ "/": () => input.current?.focus() });
  const providers = [...new Set(models.map(({ provider }) => provider))].sort();
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-default px-4 py-2 md:px-5">
      <search className="w-64 max-sm:w-full">
        <AffixInput
          ref={input}
          type="search"
          aria-label="Search models"
          placeholder="Model or provider…"
          value={params.q ?? ""}
          onValueChange={(q) => url.replaceParams({ q: q === "" ? null : q })}
          icon={<Search aria-hidden />}
          trailing={<Kbd keys={["/"]} className="max-sm:hidden" />}
        />
      </search>
      <Select
        aria-label="Which models"
        size="sm"
        className="w-44"
        options={SCOPES}
        value={params.scope}
        onValueChange={(scope) => setParams({ scope })}
      />
      <Select
        aria-label="Provider"
        size="sm"
        className="w-36"
        options={[
          { value: ANY, label: "Any provider" },
          ...providers.map((value) => ({ value, label: value })),
        ]}
        value={params.provider ?? ANY}
        onValueChange={(provider) => setParams({ provider: provider === ANY ? null : provider })}
      />
      <Select
        aria-label="Capability"
        size="sm"
        className="w-36"
        options={ABILITIES}
        value={params.can ?? ANY}
        onValueChange={(can) => setParams({ can: can === ANY ? null : can })}
      />
      <Select
        aria-label="Price"
        size="sm"
        className="w-32"
        options={PRICES}
        value={params.price ?? ANY}
        onValueChange={(price) => setParams({ price: price === ANY ? null : price })}
      />
      {url.hasFilters && (
        <Button size="sm" variant="ghost" icon={<X aria-hidden />} onClick={url.clearFilters}>
          Clear
        </Button>
      )}
    </div>
  );
}
