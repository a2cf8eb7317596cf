import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { OwnReader } from "@/server/routing/learner/own-reader";
import { readOwnPart } from "./own-part";

/** What an organisation's own scores say, ready to be asked by project. */
export interface OwnLearning {
  mode: "shared" | "isolated";
  byProject: ReadonlyMap<string, OwnReader>;
}

/** The own part of an organisation; null before its first score. */
export function loadOwnPart(orgId: string): Promise<OwnLearning | null> {
  return findOwnPart(systemDb(), orgId);
}

export async function findOwnPart(db: Tx, orgId: string): Promise<OwnLearning | null> {
  const row = await db.learningTenantSnapshot.findUnique({
    where: { orgId },
    select: { content: true },
  });
  const part = row === null ? null : readOwnPart(row.content);
  if (part === null) return null;
  const byProject = new Map(part.projects.map((project) => [project.projectId, new OwnReader(project)]));
  return { mode: part.mode, byProject };
}
