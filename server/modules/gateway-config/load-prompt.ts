import { systemDb } from "@/server/db/system";
import { contentOf, resolveVersion } from "@/server/modules/prompts";
import type { PromptConfig, PromptReference } from "./config-types";

/** A stored prompt as a request names it; null where there is no such prompt or version in the project. */
export async function loadPrompt({
  orgId,
  projectId,
  prompt,
  version,
}: PromptReference): Promise<PromptConfig | null> {
  const row = await systemDb().prompt.findFirst({
    where: { orgId, projectId, OR: [{ id: prompt }, { slug: prompt }] },
    select: { id: true, orgId: true },
  });
  if (row === null) return null;
  const found = await resolveVersion(systemDb(), row, version);
  return found === null ? null : { ...row, version: found.version, ...contentOf(found) };
}
