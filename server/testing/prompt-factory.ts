import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";

/** A prompt with one version. */
export async function createTestPrompt(
  { orgId, projectId }: { orgId: string; projectId: string },
  { id = newId("prm"), labels = [] }: { id?: string; labels?: readonly string[] } = {},
): Promise<string> {
  const db = systemDb();
  await db.prompt.create({ data: { id, orgId, projectId, slug: id.toLowerCase().slice(4), name: "Walk" } });
  await db.promptVersion.create({
    data: { orgId, promptId: id, version: 1, messages: [{ role: "user", content: "Hi {{name}}" }] },
  });
  for (const name of ["production", ...labels]) {
    await db.promptLabel.create({
      data: { orgId, promptId: id, name, version: 1, movedBy: "walk", movedAt: new Date() },
    });
  }
  return id;
}
