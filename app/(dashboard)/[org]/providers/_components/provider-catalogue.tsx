"use client";

import { Check, Plus, Search } from "lucide-react";
import { useQueryState } from "nuqs";
import { useRef } from "react";
import { useHotkeys } from "@/app/_lib/use-hotkeys";
import { AffixInput } from "@/app/_ui/input";
import { Kbd } from "@/app/_ui/kbd";
import { Section } from "@/app/_ui/section";
import { PROVIDER_CATALOG } from "@/server/contracts/provider-catalog";
import type { ProviderId } from "@/server/contracts/provider-keys";
import { providersSearchParams } from "../search-params";
import { ProviderAvatar } from "./provider-avatar";

export interface ProviderCatalogueProps {
  connectedIds: ReadonlySet<string>;
  onConnect: (id: ProviderId) => void;
}

export function ProviderCatalogue({ connectedIds, onConnect }: ProviderCatalogueProps) {
  const [search, setSearch] = useQueryState("search", providersSearchParams.search);
  const input = useRef<HTMLInputElement>(null);
  useHotkeys({ "/": () => input.current?.focus() });
  const wanted = search.trim().toLowerCase();
  const found = PROVIDER_CATALOG.filter((entry) =>
    `${entry.name} ${entry.id}`.toLowerCase().includes(wanted),
  );
  return (
    <Section
      title="Add a provider"
      description="Bring a key of any of these, or the address of any server that speaks the OpenAI API."
      actions={
        <AffixInput
          ref={input}
          type="search"
          aria-label="Search providers"
          placeholder="Search"
          value={search}
          onValueChange={(value) => void setSearch(value === "" ? null : value)}
          icon={<Search aria-hidden />}
          trailing={<Kbd keys={["/"]} className="max-md:hidden" />}
          className="w-full sm:w-56"
        />
      }
    >
      {found.length === 0 ? (
        <p className="rounded-lg border border-dashed border-strong px-4 py-8 text-center text-sm text-muted">
          No provider is called “{search}”. A server that speaks the OpenAI API can be added as{" "}
          <button type="button" className="text-accent hover:underline" onClick={() => onConnect("custom")}>
            OpenAI-compatible
          </button>
          .
        </p>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-2">
          {found.map((entry) => (
            <li key={entry.id}>
              <button
                type="button"
                onClick={() => onConnect(entry.id)}
                className="group flex h-12 w-full items-center gap-2.5 rounded-lg border border-default bg-surface px-2.5 text-left transition-colors duration-120 hover:border-strong hover:bg-subtle"
              >
                <ProviderAvatar name={entry.name} />
                <span className="min-w-0 grow truncate text-sm text-emphasis">{entry.name}</span>
                {connectedIds.has(entry.id) ? (
                  <Check aria-label="Connected" className="size-3.5 text-success" />
                ) : (
                  <Plus
                    aria-hidden
                    className="size-3.5 text-subtle opacity-0 transition-opacity duration-120 group-hover:opacity-100 group-focus-visible:opacity-100"
                  />
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
