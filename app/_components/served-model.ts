/** `provider/model`, or null when no provider was reached. */
export function servedModel({
  provider,
  model,
}: {
  provider: string | null;
  model: string | null;
}): string | null {
  if (model === null) return null;
  return provider === null || model.startsWith(`${provider}/`) ? model : `${provider}/${model}`;
}
