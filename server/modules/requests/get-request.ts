import type { z } from "zod";
import { GetRequestInput, type RequestDetail, RequestDetailSchema } from "@/server/contracts/requests";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { isUuidv7, uuidv7TimeMs } from "@/server/core/ids";
import type { Request, RequestBody } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { openBody } from "@/server/modules/content-keys";
import { explainCost } from "./explain-cost";
import {
  parseAttempts,
  parseCandidates,
  parseFirewallFindings,
  parseProperties,
  parseStages,
} from "./parse-recorded";
import { oldestBody, oldestMetadata } from "./request-window";

/** Everything kept of one request; another organisation's id answers as an unknown one. */
export async function getRequest(ctx: Ctx, input: z.input<typeof GetRequestInput>): Promise<RequestDetail> {
  authorize(ctx, "request:read");
  const id = GetRequestInput.parse(input).id.toLowerCase();
  if (!isUuidv7(id)) throw notFound("request");
  const createdAt = new Date(uuidv7TimeMs(id));
  if (createdAt < oldestMetadata(ctx)) throw notFound("request");
  return withTenant(ctx, async (tx) => {
    const request = await tx.request.findFirst({ where: { id, createdAt, orgId: ctx.orgId } });
    if (request === null) throw notFound("request");
    const body = await findBody(tx, ctx, request);
    return RequestDetailSchema.parse({
      ...request,
      attempts: parseAttempts(request.attempts),
      stages: parseStages(request.stages),
      firewallFindings: parseFirewallFindings(request.firewallFindings),
      properties: parseProperties(request.properties),
      ...(await findNames(tx, ctx, request)),
      ...body,
      decision: await findDecision(tx, ctx, request),
      costBreakdown: await explainCost(tx, ctx, request),
    });
  });
}

type BodyPart = Pick<RequestDetail, "body" | "bodyState">;

async function findBody(tx: Tx, ctx: Ctx, { id, createdAt, storageMode }: Request): Promise<BodyPart> {
  if (createdAt < oldestBody(ctx)) {
    const wasStored = storageMode === "full" || storageMode === "redacted";
    return { body: null, bodyState: wasStored ? "expired" : "not_stored" };
  }
  const found: RequestBody | null = await tx.requestBody.findFirst({
    where: { requestId: id, createdAt, orgId: ctx.orgId },
  });
  const stored = await openBody(tx, ctx.orgId, found);
  if (stored === null) return { body: null, bodyState: "not_stored" };
  const { requestBody, responseBody, isTruncated, isRedacted } = stored;
  return {
    body: { request: requestBody, response: responseBody, isTruncated, isRedacted },
    bodyState: "stored",
  };
}

async function findDecision(
  tx: Tx,
  ctx: Ctx,
  { id, createdAt }: Request,
): Promise<RequestDetail["decision"]> {
  const decision = await tx.decision.findFirst({ where: { requestId: id, createdAt, orgId: ctx.orgId } });
  if (decision === null) return null;
  return {
    ...decision,
    candidates: parseCandidates(decision.candidates),
    filtered: parseCandidates(decision.filtered),
  };
}

async function findNames(
  tx: Tx,
  ctx: Ctx,
  { apiKeyId, projectId, promptId }: Request,
): Promise<Pick<RequestDetail, "apiKeyLabel" | "projectName" | "promptName">> {
  const key = await tx.apiKey.findFirst({
    where: { id: apiKeyId, orgId: ctx.orgId },
    select: { name: true, lastFour: true },
  });
  const project = await tx.project.findFirst({
    where: { id: projectId, orgId: ctx.orgId },
    select: { name: true },
  });
  const prompt =
    promptId === null
      ? null
      : await tx.prompt.findFirst({ where: { id: promptId, orgId: ctx.orgId }, select: { name: true } });
  return {
    apiKeyLabel: key && `${key.name} ····${key.lastFour}`,
    projectName: project?.name ?? null,
    promptName: prompt?.name ?? null,
  };
}
