import type { RoutableModelsOutput, Route } from "@/server/contracts/routes";

export interface DraftCandidate {
  provider: string;
  model: string;
  weight: number;
  isEnabled: boolean;
}

export const nameOf = ({ provider, model }: { provider: string; model: string }): string =>
  `${provider}/${model}`;

export function draftOf(route: Route): DraftCandidate[] {
  return route.candidates.map(({ provider, model, weight, isEnabled }) => ({
    provider,
    model,
    weight,
    isEnabled,
  }));
}

/** The list with one entry moved; unchanged when it would leave the list. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const copy = [...list];
  if (to < 0 || to >= list.length) return copy;
  const [entry] = copy.splice(from, 1);
  if (entry !== undefined) copy.splice(to, 0, entry);
  return copy;
}

/** “$0.25 in, $2 out per million tokens”, or that nobody knows. */
export function priceText(model: RoutableModelsOutput["items"][number] | undefined): string {
  if (model?.inputMicroUsdPerMtok == null) return "price unknown";
  const usd = (micros: number): string =>
    `$${(micros / 1e6).toLocaleString("en-US", { maximumFractionDigits: 3 })}`;
  const output = model.outputMicroUsdPerMtok === null ? "" : `, ${usd(model.outputMicroUsdPerMtok)} out`;
  return `${usd(model.inputMicroUsdPerMtok)} in${output} per million tokens`;
}
