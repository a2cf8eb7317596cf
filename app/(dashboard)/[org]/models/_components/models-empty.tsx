import { Cpu } from "lucide-react";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import type { ModelsUrl } from "./use-models-url";

/** The sandbox always has models: an empty list is a filter's doing. */
export function ModelsEmpty({ url }: { url: ModelsUrl }) {
  const isNarrow = url.params.scope === "callable";
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <EmptyState
        icon={<Cpu />}
        title="No model matches"
        description={
          isNarrow
            ? "None of the models you can call fits these filters. The whole catalogue also has those of providers that are not connected."
            : "No model of the catalogue fits these filters."
        }
        action={
          isNarrow ? (
            <Button onClick={() => url.setParams({ scope: "all" })}>Search the whole catalogue</Button>
          ) : (
            <Button onClick={url.clearFilters}>Clear filters</Button>
          )
        }
      />
    </div>
  );
}
