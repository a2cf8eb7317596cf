import { CreateOrganizationInput, type CreateOrganizationOutput } from "@/server/contracts/organizations";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { createTenant } from "./create-tenant";
import type { Visit } from "./sign-up";
import { THROTTLES, throttle } from "./throttle";

/** A quota is for an organisation: without a limit, one person's many would be a plan of their own. */
const FREE_ORGANIZATIONS_MAX = 5;

interface Owner {
  userId: string;
  email: string;
  name: string | null;
}

/** Another organisation of a person who has an account already. */
export async function createOrganization(
  visit: Visit,
  { userId, name: personName, email }: Owner,
  input: CreateOrganizationInput,
): Promise<CreateOrganizationOutput> {
  const { name } = parseInput(CreateOrganizationInput, input);
  await throttle(visit.now, [THROTTLES.organizationByPerson, userId]);
  return systemDb().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from users where id = ${userId} for update`;
    await refuseTooManyFree(tx, userId);
    const { requestId, address, now } = visit;
    const owner = { userId, label: personName ?? email };
    const { slug } = await createTenant(tx, { owner, name, requestId, address, now });
    return { orgSlug: slug };
  });
}

async function refuseTooManyFree(tx: Tx, userId: string): Promise<void> {
  const count = await tx.membership.count({
    where: { userId, role: "owner", organization: { subscription: { planId: "free" } } },
  });
  if (count < FREE_ORGANIZATIONS_MAX) return;
  const text = `You can own ${FREE_ORGANIZATIONS_MAX} organisations on the Free plan. Upgrade one or use another.`;
  throw new AppError("limit_exceeded", text);
}
