import type { DecisionView } from "@/server/contracts/decisions";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { isUuidv7, uuidv7TimeMs } from "@/server/core/ids";
import { Prisma } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { DECISION_COLUMNS, DECISION_TABLES, IS_DECISION, parseDecisionRows } from "./decision-rows";
import { toDecisionView } from "./decision-view";
import { decisionWindow } from "./decision-window";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One decision by its request's id. What is another organisation's, or too old for the plan, is not found. */
export async function getDecision(
  ctx: Ctx,
  input: { requestId: string; projectId?: string },
): Promise<DecisionView> {
  authorize(ctx, "request:read");
  const id = input.requestId.toLowerCase();
  if (!UUID.test(id)) {
    throw new AppError("invalid_request_id", "not a uuid", {
      userMessage: "A request id is the UUID that an answer carries as x-request-id.",
      param: "request_id",
    });
  }
  if (!isUuidv7(id)) throw notFound("decision");
  const createdAt = new Date(uuidv7TimeMs(id));
  if (createdAt < decisionWindow(ctx).from) throw notFound("decision");
  const ofProject =
    input.projectId === undefined ? Prisma.empty : Prisma.sql`and r.project_id = ${input.projectId}`;
  const [row] = await withTenant(ctx, async (tx) =>
    parseDecisionRows(
      await tx.$queryRaw`select ${DECISION_COLUMNS} from ${DECISION_TABLES}
        where r.org_id = ${ctx.orgId} and r.id = ${id}::uuid and r.created_at = ${createdAt.toISOString()}::timestamptz
          and ${IS_DECISION} ${ofProject}`,
    ),
  );
  if (row === undefined) throw notFound("decision");
  return toDecisionView(row);
}
