"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SheetSection } from "@/app/_components/request-sheet/sheet-section";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { formatRate, RATE_LABELS, rateUnit, shortPromptRate } from "@/app/_lib/rates";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { toast } from "@/app/_ui/toast";
import type { ModelRow } from "@/server/contracts/models";
import { type PriceVector, RATE_NAMES, type Rate } from "@/server/contracts/prices";

export interface ModelPriceProps {
  model: ModelRow;
  onPrice: ((model: ModelRow) => void) | undefined;
}

/** Every rate of a model, with the higher ones for long prompts, and where they come from. */
export function ModelPrice({ model, onPrice }: ModelPriceProps) {
  return (
    <SheetSection
      title="Price"
      actions={
        onPrice !== undefined &&
        !model.isSandbox && (
          <span className="flex gap-2">
            {model.priceOverrideId !== null && <RemovePrice id={model.priceOverrideId} name={model.id} />}
            <Button size="sm" onClick={() => onPrice(model)}>
              {model.priceSource === "override" ? "Change" : "Set a price"}
            </Button>
          </span>
        )
      }
    >
      {model.price === null ? (
        <p className="text-sm text-muted">
          No price is known, so requests to this model have an unknown cost. Once one is set, past requests
          are priced too.
        </p>
      ) : (
        <>
          <RateTable price={model.price} />
          <p className="mt-2 text-xs text-subtle">{sourceOf(model)}</p>
        </>
      )}
    </SheetSection>
  );
}

function sourceOf({ priceSource, isSandbox }: ModelRow): string {
  if (isSandbox) return "Fictional prices of the sandbox.";
  return priceSource === "override"
    ? "Your own price. It goes before the public list."
    : "From the public price list.";
}

function RateTable({ price }: { price: PriceVector }) {
  return (
    <table className="w-full text-sm">
      <tbody className="divide-y divide-subtle tabular-nums">
        {RATE_NAMES.flatMap((name) => {
          const rate = price[name];
          if (rate === undefined) return [];
          return [
            <tr key={name} className="h-8">
              <th scope="row" className="py-1.5 text-left font-normal text-default">
                {RATE_LABELS[name]}
                {tiersOf(rate).map(({ start }) => (
                  <span key={start} className="block text-xs text-subtle">
                    above {formatCount(start)} tokens of prompt
                  </span>
                ))}
              </th>
              <td className="py-1.5 text-right text-emphasis">
                {formatRate(shortPromptRate(rate))}
                {tiersOf(rate).map(({ start, price: usd }) => (
                  <span key={start} className="block text-xs">
                    {formatRate(usd)}
                  </span>
                ))}
              </td>
              <td className="w-32 text-right text-xs text-subtle">{rateUnit(name)}</td>
            </tr>,
          ];
        })}
      </tbody>
    </table>
  );
}

function tiersOf(rate: Rate): { start: number; price: number }[] {
  return typeof rate === "number" ? [] : rate.tiers;
}

function RemovePrice({ id, name }: { id: string; name: string }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.models.removePrice.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.models.list.queryFilter());
        toast.success(`Your price for ${name} is removed`);
      },
      onError: (error) => toast.error(shownError(error).message),
    }),
  );
  return (
    <Button
      size="sm"
      variant="danger-ghost"
      isLoading={remove.isPending}
      onClick={() => remove.mutate({ orgSlug: org.slug, id })}
    >
      Remove
    </Button>
  );
}
