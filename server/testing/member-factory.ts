import type { Role } from "@/server/contracts/permissions";
import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { tokenHashOf } from "@/server/modules/identity";
import type { TestOrg } from "./factories";

/** Another person in the organisation. */
export async function createTestMember(
  { orgId }: Pick<TestOrg, "orgId">,
  role: Role,
  userId: string = newId("usr"),
): Promise<string> {
  await systemDb().user.create({
    data: {
      id: userId,
      email: `${userId}@test.invalid`.toLowerCase(),
      name: "Test Member",
      memberships: { create: { orgId, role } },
    },
  });
  return userId;
}

interface MemberIds {
  memberId: string;
  invitationId: string;
  invitationToken: string;
  emailToken: string;
}

/** A second owner, a member, an open invitation for the first owner's own address, and a link that confirms it. */
export async function createTestMembers(org: TestOrg, ids: MemberIds): Promise<void> {
  await createTestMember(org, "owner");
  await createTestMember(org, "member", ids.memberId);
  const { email } = await systemDb().user.findUniqueOrThrow({ where: { id: org.userId } });
  await systemDb().verificationToken.create({
    data: {
      identifier: `email|${org.userId}|${email}`,
      tokenHash: tokenHashOf(ids.emailToken),
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  await systemDb().invitation.create({
    data: {
      id: ids.invitationId,
      orgId: org.orgId,
      email: email.toLowerCase(),
      role: "member",
      tokenHash: tokenHashOf(ids.invitationToken),
      invitedBy: org.userId,
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
}
