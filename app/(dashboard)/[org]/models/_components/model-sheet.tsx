"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useRef } from "react";
import { SheetSection } from "@/app/_components/request-sheet/sheet-section";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatCount, UNKNOWN } from "@/app/_lib/format";
import { firstRequestSnippets } from "@/app/_lib/snippets";
import { useHotkeys } from "@/app/_lib/use-hotkeys";
import { Badge } from "@/app/_ui/badge";
import { ButtonLink, IconButton } from "@/app/_ui/button";
import { CodeBlock } from "@/app/_ui/code-block";
import { CopyField } from "@/app/_ui/copy";
import { Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Sheet, SheetClose, SheetContent, SheetTitle } from "@/app/_ui/sheet";
import type { ModelRow } from "@/server/contracts/models";
import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import { CAPABILITY_LABELS } from "./capability-icons";
import { ModelPrice } from "./model-price";

export interface ModelSheetProps {
  /** Null closes the sheet. */
  model: ModelRow | null;
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  /** Left out for those who may not set prices. */
  onPrice: ((model: ModelRow) => void) | undefined;
}

export function ModelSheet({ model, onClose, onPrevious, onNext, onPrice }: ModelSheetProps) {
  const panel = useRef<HTMLElement>(null);
  return (
    <Sheet
      open={model !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      modal={false}
      disablePointerDismissal
    >
      <SheetContent hasScrim={false} initialFocus={panel}>
        {model !== null && (
          <section
            ref={panel}
            aria-label="Open model"
            tabIndex={-1}
            className="flex min-h-0 grow flex-col outline-none"
          >
            <ModelSheetHeader onPrevious={onPrevious} onNext={onNext} />
            <div className="min-h-0 grow overflow-y-auto px-4 pb-8 md:px-5">
              <ModelDetails model={model} onPrice={onPrice} />
            </div>
          </section>
        )}
      </SheetContent>
    </Sheet>
  );
}

function ModelSheetHeader({ onPrevious, onNext }: Pick<ModelSheetProps, "onPrevious" | "onNext">) {
  useHotkeys({ "[": () => onPrevious?.(), "]": () => onNext?.() });
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-default pr-2 pl-4 md:pl-5">
      <SheetTitle className="grow text-sm font-semibold text-emphasis">Model</SheetTitle>
      <IconButton
        label="Previous model"
        shortcut={["["]}
        size="icon-sm"
        disabled={!onPrevious}
        onClick={onPrevious}
      >
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton label="Next model" shortcut={["]"]} size="icon-sm" disabled={!onNext} onClick={onNext}>
        <ChevronDown aria-hidden />
      </IconButton>
      <SheetClose
        render={
          <IconButton label="Close" shortcut={["Esc"]} size="icon-sm">
            <X aria-hidden />
          </IconButton>
        }
      />
    </header>
  );
}

function ModelDetails({ model, onPrice }: { model: ModelRow; onPrice: ModelSheetProps["onPrice"] }) {
  const { org, origin } = useConsole();
  const requestsHref = `/${org.slug}/requests?range=7d&provider=${encodeURIComponent(model.provider)}&model=${encodeURIComponent(model.model)}`;
  const [curl] = firstRequestSnippets({ origin, apiKey: "$FLOOPY_API_KEY", model: model.id });
  return (
    <>
      <div className="py-4">
        <div className="mb-2 flex flex-wrap items-center gap-2">
          <h2 className="text-base font-semibold text-emphasis">{model.name}</h2>
          {model.isSandbox && <Badge tone="info">Sandbox</Badge>}
          {!model.isConnected && <Badge tone="outline">Not connected</Badge>}
        </div>
        <CopyField value={model.id} label="Copy model id" />
      </div>
      <ModelPrice model={model} onPrice={onPrice} />
      <SheetSection
        title="Last 7 days"
        actions={
          <ButtonLink size="sm" href={requestsHref}>
            View requests
          </ButtonLink>
        }
      >
        <Facts items={recentFacts(model)} />
      </SheetSection>
      <SheetSection title="Facts">
        <Facts items={modelFacts(model)} />
      </SheetSection>
      {model.isConnected && model.kind === "chat" && curl !== undefined && (
        <SheetSection title="Call it">
          <CodeBlock code={curl.code} language={curl.language} />
        </SheetSection>
      )}
      {!model.isConnected && (
        <SheetSection title="Call it">
          <ButtonLink size="sm" href={`/${org.slug}/providers?connect=${model.provider}`}>
            Connect {providerCatalogEntry(model.provider)?.name ?? model.provider}
          </ButtonLink>
        </SheetSection>
      )}
    </>
  );
}

function recentFacts(model: ModelRow) {
  const { unpricedRequests: unpriced } = model;
  const cost = unpriced > 0 && model.costMicroUsd === 0 ? "unknown" : formatCost(model.costMicroUsd);
  return [
    { label: "Requests", value: formatCount(model.requests) },
    {
      label: "Cost",
      value: unpriced === 0 ? cost : `${cost}, and ${formatCount(unpriced)} requests of unknown price`,
    },
    {
      label: "Last used",
      value: model.lastUsedAt === null ? UNKNOWN : <RelativeTime date={model.lastUsedAt} />,
    },
  ];
}

function modelFacts(model: ModelRow) {
  const abilities = model.capabilities?.map((name) => CAPABILITY_LABELS[name]).join(", ");
  return [
    { label: "Provider", value: providerCatalogEntry(model.provider)?.name ?? model.provider },
    { label: "Kind", value: model.kind },
    { label: "Context window", value: tokens(model.contextWindow) },
    { label: "Max output", value: tokens(model.maxOutputTokens) },
    { label: "Can", value: abilities === undefined ? "not known" : abilities || "none of these" },
  ];
}

function tokens(count: number | null): string {
  return count === null ? UNKNOWN : `${formatCount(count)} tokens`;
}
