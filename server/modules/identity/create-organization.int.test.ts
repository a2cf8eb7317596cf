import { afterAll, describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { codeOf } from "@/server/testing/verb-checks";
import { createOrganization } from "./create-organization";
import { getMe } from "./get-me";

afterAll(disconnectDb);

async function createPerson() {
  const userId = `usr_${uuidv7()}`;
  const person = { userId, email: `${userId}@test.invalid`, name: "Di" };
  await systemDb().user.create({ data: { id: userId, email: person.email, name: "Di" } });
  return person;
}

const visit = () => ({ requestId: uuidv7(), address: null, now: new Date() });

describe("another organisation", () => {
  it("belongs to whoever makes it, with everything a first request needs", async () => {
    const person = await createPerson();
    const { orgSlug } = await createOrganization(visit(), person, { name: "Second" });
    expect((await getMe(person)).organizations).toMatchObject([
      { slug: orgSlug, name: "Second", role: "owner" },
    ]);
    const { projects, orgId } = await systemDb().organization.findUniqueOrThrow({
      where: { slug: orgSlug },
      include: { projects: true },
    });
    expect(projects).toHaveLength(1);
    const [auto] = await systemDb().route.findMany({ where: { orgId }, include: { candidates: true } });
    expect(auto).toMatchObject({ slug: "auto", strategy: "feedback_driven", projectId: projects[0]?.id });
    expect(auto?.candidates).toHaveLength(3);
    const audit = await systemDb().auditEntry.findMany({ where: { orgId } });
    expect(audit.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["organization.created", person.userId],
    ]);
  });

  it("is not made without end on the Free plan, also not by many requests at once", async () => {
    const person = await createPerson();
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => codeOf(createOrganization(visit(), person, { name: uuidv7() }))),
    );
    expect(codes.filter((code) => code === "ok")).toHaveLength(5);
    expect(codes.filter((code) => code === "limit_exceeded")).toHaveLength(3);
  });
});
