import { DatasetInput, type SourceProblem } from "@/server/contracts/datasets";
import type { Ctx } from "@/server/core/context";
import { isUuidv7, uuidv7TimeMs } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";
import { readRecorded } from "@/server/evaluation/read-recorded";
import { openBody } from "@/server/modules/content-keys";
import { oldestBody, oldestMetadata } from "@/server/modules/requests";

export interface RecordedSource {
  requestId: string;
  createdAt: Date;
  projectId: string;
  input: Exclude<DatasetInput, string>;
  given: string;
  question: string;
  answer: string;
  isRedacted: boolean;
}

export type Source = RecordedSource | { requestId: string; problem: SourceProblem | "not_found" };

/** What a stored request gives to a dataset, or why it gives nothing. Without a project: of any of the organisation. */
export async function readSource(
  tx: Tx,
  ctx: Ctx,
  asked: { requestId: string; projectId?: string },
): Promise<Source> {
  const requestId = asked.requestId.toLowerCase();
  const nothing = (problem: SourceProblem | "not_found"): Source => ({ requestId, problem });
  if (!isUuidv7(requestId)) return nothing("not_found");
  const createdAt = new Date(uuidv7TimeMs(requestId));
  const { orgId } = ctx;
  const request = await tx.request.findFirst({
    where: { id: requestId, createdAt, orgId, ...(asked.projectId && { projectId: asked.projectId }) },
    select: { projectId: true, endpoint: true, finishReason: true, storageMode: true },
  });
  if (request === null || createdAt < oldestMetadata(ctx)) return nothing("not_found");
  if (request.storageMode !== "full" && request.storageMode !== "redacted") return nothing("not_stored");
  const stored = await tx.requestBody.findFirst({ where: { requestId, createdAt, orgId } });
  const body = await openBody(tx, orgId, stored);
  if (body === null || createdAt < oldestBody(ctx)) return nothing("expired");
  const { requestBody, responseBody, ...facts } = body;
  const exchange = readRecorded({ ...facts, ...request, request: requestBody, response: responseBody });
  if (exchange === null || exchange.question === "") return nothing("no_conversation");
  const { given, question, answer, isRedacted } = exchange;
  const system = given === "" ? [] : [{ role: "system", content: given }];
  const input = DatasetInput.safeParse({ messages: [...system, { role: "user", content: question }] }).data;
  if (input === undefined || typeof input === "string") return nothing("too_long");
  return { requestId, createdAt, projectId: request.projectId, input, given, question, answer, isRedacted };
}
