"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { useAuditFilters } from "./use-audit-filters";

const ANY = "any";

export function AuditFilterBar() {
  const { org } = useConsole();
  const facets = useQuery(useTRPC().audit.facets.queryOptions({ orgSlug: org.slug }));
  const { params, set, isFiltered, clear } = useAuditFilters();
  const withAny = (label: string, items: readonly { value: string; label: string }[] = []) => [
    { value: ANY, label },
    ...items.map((item) => ({ value: item.value, label: item.label })),
  ];
  return (
    <div className="mb-4 flex flex-wrap items-end gap-3">
      <Field label="Change" className="w-40">
        <Select
          options={withAny("Any", facets.data?.actions)}
          value={params.action ?? ANY}
          onValueChange={(value) => set({ action: value === ANY ? null : value })}
        />
      </Field>
      <Field label="By" className="w-36">
        <Select
          options={withAny("Anybody", facets.data?.actors)}
          value={params.actor ?? ANY}
          onValueChange={(value) => set({ actor: value === ANY ? null : value })}
        />
      </Field>
      <DayField label="From" value={params.from} onChange={(from) => set({ from })} />
      <DayField label="Until" value={params.until} onChange={(until) => set({ until })} />
      {isFiltered && (
        <Button variant="ghost" icon={<X aria-hidden />} onClick={clear}>
          Clear
        </Button>
      )}
    </div>
  );
}

interface DayFieldProps {
  label: string;
  value: Date | null;
  onChange: (day: Date | null) => void;
}

function DayField({ label, value, onChange }: DayFieldProps) {
  return (
    <Field label={label} className="w-36">
      <Input
        type="date"
        value={value === null ? "" : value.toISOString().slice(0, 10)}
        onValueChange={(text) => onChange(text === "" ? null : new Date(`${text}T00:00:00Z`))}
      />
    </Field>
  );
}
