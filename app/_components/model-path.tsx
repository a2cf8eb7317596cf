import { servedModel } from "./served-model";

export interface ModelPathProps {
  request: { requestedModel: string | null; provider: string | null; model: string | null };
}

/** What was asked for, where that is not what answered, then what answered. */
export function ModelPath({ request }: ModelPathProps) {
  const served = servedModel(request);
  const { requestedModel } = request;
  const isAsAsked = requestedModel === null || requestedModel === served || requestedModel === request.model;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 font-mono text-xs">
      {!isAsAsked && (
        <span
          title={requestedModel}
          className={served === null ? "truncate text-muted" : "max-w-32 shrink-0 truncate text-subtle"}
        >
          {requestedModel}
        </span>
      )}
      {!isAsAsked && served !== null && (
        <>
          <span aria-hidden className="text-subtle">
            →
          </span>
          <span className="sr-only">answered by</span>
        </>
      )}
      {served !== null && (
        <span title={served} className="truncate text-emphasis">
          {served}
        </span>
      )}
    </span>
  );
}
