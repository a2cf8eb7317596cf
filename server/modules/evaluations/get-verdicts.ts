import { z } from "zod";
import { CheckResultSchema, GetVerdictsInput, type Verdicts } from "@/server/contracts/evaluations";
import { type Judgement, JudgementSchema } from "@/server/contracts/judge";
import { RatingSchema } from "@/server/contracts/ratings";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { openTexts } from "@/server/modules/content-keys";
import { getRequestOrThrow } from "./answered-request.queries";

const JUDGEMENTS_MAX = 20;
const RATINGS_MAX = 50;

/** What checks, judges and the customer’s own people say of one answer. */
export async function getVerdicts(ctx: Ctx, input: z.input<typeof GetVerdictsInput>): Promise<Verdicts> {
  authorize(ctx, "request:read");
  const { requestId } = parseInput(GetVerdictsInput, input);
  return withTenant(ctx, async (tx) => {
    const { id } = await getRequestOrThrow(tx, ctx, requestId);
    const checked = await tx.requestCheck.findUnique({
      where: { orgId_requestId: { orgId: ctx.orgId, requestId: id } },
      select: { results: true },
    });
    return {
      raterId: actorId(ctx.actor),
      checks: checked === null ? null : readChecks(checked.results),
      judgements: await judgementsOf(tx, ctx, id),
      ratings: await tx.manualRating
        .findMany({
          where: { orgId: ctx.orgId, requestId: id },
          orderBy: { ratedAt: "desc" },
          take: RATINGS_MAX,
        })
        .then((rows) => openTexts(tx, ctx.orgId, "manual_ratings", rows))
        .then((rows) => rows.map((row) => RatingSchema.parse(row))),
    };
  });
}

async function judgementsOf(tx: Tx, { orgId }: Ctx, requestId: string): Promise<Judgement[]> {
  const found = await tx.judgement.findMany({
    where: { orgId, requestId },
    orderBy: { rubricVersion: "desc" },
    take: JUDGEMENTS_MAX,
  });
  const rows = await openTexts(tx, orgId, "judgements", found);
  return rows.map((row) => JudgementSchema.parse({ ...row, judgeModel: row.judgeModel || null }));
}

/** Old rows outlive the checks that wrote them: one that is gone is left out. */
function readChecks(stored: unknown): Verdicts["checks"] {
  const entries = z.array(z.unknown()).catch([]).parse(stored);
  return entries.flatMap((entry) => CheckResultSchema.safeParse(entry).data ?? []);
}
