import { ExportDecisionsInput } from "@/server/contracts/decision-export";
import { exportDecisions } from "@/server/modules/decisions";
import type { GatewayStream } from "../types";
import { type ResourceAnswer, type ResourceCall, readQuery } from "./resource";

const TYPES = { jsonl: "application/x-ndjson; charset=utf-8", csv: "text/csv; charset=utf-8" };
const NOTICE =
  "Some decisions used aggregates that organisations share; their rows say used_shared_pool_prior.";

export async function answerExport({ req, ctx, scope }: ResourceCall): Promise<ResourceAnswer> {
  const input = readQuery(ExportDecisionsInput.strict(), req);
  const { format, usedSharedModel, pieces } = await exportDecisions(ctx, input, scope);
  const body: GatewayStream = {
    async pipe(sink) {
      for await (const piece of pieces) {
        if (req.presence.isGone) return;
        if (!sink.write(piece)) await sink.drained();
      }
    },
  };
  return {
    status: 200,
    body,
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename="decisions.${format}"`,
      "cache-control": "no-store",
      ...(usedSharedModel ? { "floopy-aggregation-notice": NOTICE } : {}),
    },
  };
}
