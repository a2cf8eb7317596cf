import { formatCost, formatCount } from "@/app/_lib/format";
import { formatRate, RATE_LABELS, rateUnit } from "@/app/_lib/rates";
import type { CostPart } from "@/server/contracts/prices";
import type { RequestDetail } from "@/server/contracts/requests";
import { RequestCost } from "../request-cost";
import { costNotes } from "./cost-notes";

interface Line {
  label: string;
  count: number | null;
  rate: string;
  cost: number | null;
  /** Counted in the line above it. */
  isPart?: boolean;
}

/** A cost as the parts it is made of, each with its price, down to a total that they add up to. */
export function CostTable({ request }: { request: RequestDetail }) {
  const lines = linesOf(request);
  return (
    <>
      <table className="w-full text-sm">
        <thead className="text-xs text-subtle">
          <tr className="h-7 border-b border-default">
            <Head isFirst>Part</Head>
            <Head>Count</Head>
            <Head>Price</Head>
            <Head>Cost</Head>
          </tr>
        </thead>
        <tbody className="divide-y divide-subtle tabular-nums">
          {lines.map((line) => (
            <tr key={line.label} className="h-8">
              <th
                scope="row"
                className={
                  line.isPart
                    ? "pl-4 text-left font-normal text-subtle"
                    : "text-left font-normal text-default"
                }
              >
                {line.label}
              </th>
              <td className="text-right">{line.count === null ? "" : formatCount(line.count)}</td>
              <td className="text-right text-subtle">{line.rate}</td>
              <td className="text-right">{line.cost === null ? "" : formatCost(line.cost)}</td>
            </tr>
          ))}
          <tr className="h-8 font-semibold text-emphasis">
            <th scope="row" className="text-left">
              Total
            </th>
            <td className="text-right">{formatCount(sumOf(request.inputTokens, request.outputTokens))}</td>
            <td />
            <td className="text-right">
              <RequestCost request={request} />
            </td>
          </tr>
        </tbody>
      </table>
      {costNotes(request).map((note) => (
        <p key={note} className="mt-2 text-xs text-subtle">
          {note}
        </p>
      ))}
    </>
  );
}

function Head({ children, isFirst = false }: { children: string; isFirst?: boolean }) {
  return (
    <th scope="col" className={isFirst ? "text-left font-normal" : "text-right font-normal"}>
      {children}
    </th>
  );
}

function linesOf(request: RequestDetail): Line[] {
  const { costBreakdown, embedCostMicroUsd } = request;
  const parts = costBreakdown?.parts ?? null;
  return [
    ...(parts === null || parts.length === 0 ? countsOf(request) : parts.map(lineOf)),
    ...extraLine("Calls that were called off", costBreakdown?.unusedMicroUsd ?? 0),
    ...extraLine("Comparing questions", embedCostMicroUsd ?? 0),
  ];
}

function extraLine(label: string, cost: number): Line[] {
  return cost === 0 ? [] : [{ label, count: null, rate: "", cost }];
}

function lineOf({ name, count, rateUsd, microUsd }: CostPart): Line {
  const rate = rateUsd === null ? "as stated" : `${formatRate(rateUsd)} / ${rateUnit(name)}`;
  return { label: RATE_LABELS[name], count, rate, cost: microUsd };
}

/** Where the parts are not known: what was counted, and the sums that were kept. */
function countsOf(request: RequestDetail): Line[] {
  const plain = (label: string, count: number | null, cost: number | null): Line => ({
    label,
    count,
    rate: "",
    cost,
  });
  const part = (label: string, count: number | null): Line[] =>
    (count ?? 0) > 0 ? [{ ...plain(label, count, null), isPart: true }] : [];
  return [
    plain("Input", request.inputTokens, request.inputCostMicroUsd),
    ...part("of it from the provider’s cache", request.cachedInputTokens),
    ...part("of it written to the cache", request.cacheWriteTokens),
    plain("Output", request.outputTokens, request.outputCostMicroUsd),
    ...part("of it reasoning", request.reasoningTokens),
  ];
}

function sumOf(left: number | null, right: number | null): number | null {
  return left === null && right === null ? null : (left ?? 0) + (right ?? 0);
}
