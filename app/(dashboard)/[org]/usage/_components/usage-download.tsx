import { DownloadMenu } from "@/app/_components/download-menu";
import { useConsole } from "@/app/_components/shell/console-context";
import type { FileColumn } from "@/app/_lib/rows-file";
import { useTRPCClient } from "@/app/_lib/trpc/client";
import type { UsageRow } from "@/server/contracts/usage-report";

const COLUMNS: readonly FileColumn<UsageRow>[] = [
  ["day", ({ day }) => day],
  ["project", ({ project }) => project],
  ["project_id", ({ projectId }) => projectId],
  ["key", ({ key }) => key],
  ["api_key_id", ({ apiKeyId }) => apiKeyId],
  ["provider", ({ provider }) => provider],
  ["model", ({ model }) => model],
  ["requests", ({ requests }) => requests],
  ["input_tokens", ({ inputTokens }) => inputTokens],
  ["output_tokens", ({ outputTokens }) => outputTokens],
  ["cost_micro_usd", ({ costMicroUsd }) => costMicroUsd],
  ["unpriced_requests", ({ unpricedRequests }) => unpricedRequests],
];

/** The month by day, key and model. */
export function UsageDownload({ month }: { month: string }) {
  const { org } = useConsole();
  const client = useTRPCClient();
  return (
    <DownloadMenu
      things="usage rows"
      columns={COLUMNS}
      loadPage={(cursor) => client.usage.rows.query({ orgSlug: org.slug, month, cursor })}
    />
  );
}
