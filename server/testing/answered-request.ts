import { systemDb } from "@/server/db/system";
import { checkAnswers } from "@/server/modules/evaluations";
import type { RequestRecord } from "@/server/modules/ingest";
import { eventually } from "@/server/testing/eventually";
import type { TestOrg } from "./factories";
import { testRecord } from "./request-record";

/** A request whose conversation is stored: one question and this answer. */
export function answeredRequest(
  org: Pick<TestOrg, "orgId" | "projectId">,
  answer: string,
  over: Parameters<typeof testRecord>[1] = {},
): RequestRecord {
  const request = { messages: [{ role: "user", content: "How do I reset it?" }] };
  const response = { choices: [{ message: { role: "assistant", content: answer }, finish_reason: "stop" }] };
  const bodies = { requestBody: JSON.stringify(request), responseBody: JSON.stringify(response) };
  return { ...testRecord(org, over), bodies: { ...bodies, isTruncated: false, isRedacted: false } };
}

/** Answers of other tests may stand before it in the queue. */
const _WAIT = { timeout: 20_000 };

/** Until every answer of the organisation has been looked at: another test’s worker may have taken some. */
export async function checkAll({ orgId }: Pick<TestOrg, "orgId">): Promise<void> {
  await eventually(async () => {
    await checkAnswers(new Date());
    const left = await systemDb().evaluationQueue.count({ where: { orgId } });
    if (left > 0) throw new Error(`${left} answers wait`);
  });
}
