import { ExportDecisionsInput } from "@/server/contracts/decision-export";
import { AppError, toAppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import { parseInput } from "@/server/core/parse-input";
import { exportDecisions } from "@/server/modules/decisions";
import { createTrpcContext } from "./create-context";
import { OrgInput } from "./procedures";

const TYPES = { jsonl: "application/x-ndjson; charset=utf-8", csv: "text/csv; charset=utf-8" } as const;
const Query = ExportDecisionsInput.extend({ org: OrgInput.shape.orgSlug }).strict();

/** The console's download of decisions: as long as it likes, so it is no procedure. Reads only. */
export async function handleDecisionExport(request: Request): Promise<Response> {
  const context = createTrpcContext(request.headers, false);
  const headers = { "x-request-id": context.requestId, "cache-control": "private, no-store" };
  try {
    const { org, ...range } = parseInput(Query, Object.fromEntries(new URL(request.url).searchParams));
    const person = await context.person();
    if (person === null)
      throw new AppError("unauthenticated", "not signed in", { userMessage: "Sign in to continue." });
    const { format, pieces } = await exportDecisions(await context.actAs(person, org), range);
    return new Response(streamOf(pieces), {
      headers: {
        ...headers,
        "content-type": TYPES[format],
        "content-disposition": `attachment; filename="floopy-decisions.${format}"`,
        "x-content-type-options": "nosniff",
      },
    });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.row.logLevel === "error") log.error("an export failed", errorFields(error.cause ?? error));
    const body = { error: { code: error.code, message: error.userMessage, request_id: context.requestId } };
    return Response.json(body, { status: error.row.http, headers });
  }
}

/** Asked for one piece at a time, so that a slow reader holds nothing but his own. */
function streamOf(pieces: AsyncGenerator<Buffer>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
