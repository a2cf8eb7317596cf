import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { tokenHashOf } from "@/server/modules/identity";
import type { TestOrg } from "./factories";

/** A token that a directory shows; whoever has it may do what the directory may. */
export async function createTestScimToken(orgId: string, id: string = newId("sct")): Promise<string> {
  const token = `fl_scim_${newId("sct")}`;
  const facts = { lastFour: token.slice(-4), createdByLabel: "Test", createdAt: new Date() };
  await systemDb().scimToken.create({ data: { id, orgId, tokenHash: tokenHashOf(token), ...facts } });
  return token;
}

/** A directory that has brought the organisation's member, in a group that stands for no role yet. */
export async function createTestDirectory(
  { orgId }: TestOrg,
  ids: { scimTokenId: string; scimGroupId: string; memberId: string },
): Promise<void> {
  await createTestScimToken(orgId, ids.scimTokenId);
  const at = { createdAt: new Date(), updatedAt: new Date() };
  const scimUserId = newId("scu");
  const name = `${ids.memberId}@test.invalid`;
  await systemDb().scimUser.create({
    data: {
      id: scimUserId,
      orgId,
      userId: ids.memberId,
      userName: name,
      userNameKey: name.toLowerCase(),
      ...at,
    },
  });
  await systemDb().scimGroup.create({
    data: { id: ids.scimGroupId, orgId, displayName: "Walk", displayNameKey: "walk", ...at },
  });
  await systemDb().scimGroupMember.create({ data: { orgId, groupId: ids.scimGroupId, scimUserId } });
}
