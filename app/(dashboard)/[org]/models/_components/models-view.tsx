"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { DataTable } from "@/app/_components/data-table/data-table";
import { PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import type { ModelRow } from "@/server/contracts/models";
import { modelsHref } from "../search-params";
import { MODEL_COLUMNS } from "./model-columns";
import { ModelFilters } from "./model-filters";
import { ModelSheet } from "./model-sheet";
import { ModelsEmpty } from "./models-empty";
import { ModelsSkeleton } from "./models-skeleton";
import { RepriceButton } from "./reprice-button";
import { type PricedModel, SetPriceDialog } from "./set-price-dialog";
import { shownModels } from "./shown-models";
import { UnpricedCallout } from "./unpriced-callout";
import { useModelsUrl } from "./use-models-url";

const NONE: readonly ModelRow[] = [];
const SHOWN = {};

export function ModelsView() {
  const { org, may } = useConsole();
  const url = useModelsUrl();
  const { params, setParams, replaceParams } = url;
  const list = useQuery(useTRPC().models.list.queryOptions({ orgSlug: org.slug, scope: params.scope }));
  const [pricing, setPricing] = useState<PricedModel | null>(null);
  const models = list.data?.items ?? NONE;
  const rows = useMemo(() => shownModels(models, params), [models, params]);
  const openIndex = rows.findIndex((row) => row.id === params.model);
  const goTo = (index: number) => {
    const row = rows[index];
    return row && (() => replaceParams({ model: row.id }));
  };
  const onPrice = may("price:manage") ? setPricing : undefined;
  return (
    <>
      <PageHeader
        title="Models"
        actions={
          <>
            <span role="status" className="text-xs text-subtle tabular-nums max-sm:hidden">
              {list.data !== undefined && `${formatCount(rows.length)} of ${formatCount(models.length)}`}
            </span>
            {may("price:manage") && <RepriceButton />}
          </>
        }
      />
      <ModelFilters url={url} models={models} />
      <UnpricedCallout models={models} onPrice={onPrice} />
      {list.isPending ? (
        <ModelsSkeleton />
      ) : list.isError && models.length === 0 ? (
        <QueryError query={list} title="The models could not be loaded" className="grow" />
      ) : rows.length === 0 ? (
        <ModelsEmpty url={url} />
      ) : (
        <DataTable
          key={JSON.stringify([params.scope, params.provider, params.can, params.price, params.sort])}
          label="Models"
          columns={MODEL_COLUMNS}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => modelsHref(org.slug, { ...params, model: row.id })}
          onOpen={(row) => setParams({ model: row.id })}
          openId={params.model}
          hidden={SHOWN}
          sort={params.sort}
          onSort={(sort) => setParams({ sort })}
          className="grow"
        />
      )}
      <ModelSheet
        model={models.find((row) => row.id === params.model) ?? null}
        onClose={() => setParams({ model: null })}
        onPrevious={goTo(openIndex - 1)}
        onNext={openIndex === -1 ? undefined : goTo(openIndex + 1)}
        onPrice={onPrice}
      />
      <SetPriceDialog model={pricing} onClose={() => setPricing(null)} />
    </>
  );
}
