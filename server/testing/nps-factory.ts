import { newId, uuidv7 } from "@/server/core/ids";
import type { Prisma } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import type { TestOrg } from "./factories";

type AnswerData = Prisma.NpsResponseCreateManyInput;

/** Stored answers that count, one session each; of now, vouched for by a token, unless said otherwise. */
export async function createTestAnswers(
  org: Pick<TestOrg, "orgId" | "projectId">,
  answers: readonly (Partial<AnswerData> & { score: number })[],
): Promise<string[]> {
  const now = new Date();
  const rows = answers.map((facts) => ({
    id: newId("nps"),
    orgId: org.orgId,
    projectId: org.projectId,
    sessionId: `ses_${uuidv7()}`,
    respondent: "",
    proof: "session" as const,
    provider: "openai",
    model: "gpt-5.4-mini",
    editUntil: now,
    joinedAt: now,
    ...facts,
  }));
  await systemDb().npsResponse.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

/** The same answer many times over. */
export function times<Answer>(count: number, answer: Answer): Answer[] {
  return Array.from({ length: count }, () => ({ ...answer }));
}
