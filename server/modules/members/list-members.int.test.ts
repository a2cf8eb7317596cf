import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { createTestOrg } from "@/server/testing/factories";
import { rolesThatMay } from "@/server/testing/verb-checks";
import { listMembers } from "./list-members";

afterAll(disconnectDb);

describe("the list of members", () => {
  it("shows the organisation's own people with their roles, to everyone but raters", async () => {
    const [org] = [await createTestOrg(), await createTestOrg()];
    const { items } = await listMembers(org.as());
    expect(items).toMatchObject([{ userId: org.userId, role: "owner", name: "Test Owner" }]);
    expect(await rolesThatMay(org, listMembers)).toEqual(["owner", "admin", "member", "viewer"]);
  });
});
