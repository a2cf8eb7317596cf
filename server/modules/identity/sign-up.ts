import { SignUpInput, type SignUpOutput } from "@/server/contracts/identity";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { systemDb } from "@/server/db/system";
import { isUniqueViolation } from "@/server/db/unique-violation";
import { canSendMail } from "@/server/integrations/mail/local-outbox";
import { queueMail } from "@/server/modules/outbox";
import { makeLink } from "./account-links";
import { confirmationMail } from "./change-email";
import { createTenant } from "./create-tenant";
import { hashPassword } from "./password";
import { THROTTLES, throttle } from "./throttle";

/** Where a visitor's call came from; there is no organisation yet, hence no `Ctx`. */
export interface Visit {
  requestId: string;
  address: string | null;
  now: Date;
}

/**
 * A new person with an organisation of their own, and a mail to prove their address. Signing in is a step of its own.
 */
export async function signUp(visit: Visit, input: SignUpInput, origin: string): Promise<SignUpOutput> {
  const { name, email, password, organizationName } = parseInput(SignUpInput, input);
  await throttle(visit.now, [THROTTLES.signUpByAddress, visit.address]);
  const passwordHash = await hashPassword(password);
  try {
    return await systemDb().$transaction(async (tx) => {
      const userId = newId("usr");
      await tx.user.create({ data: { id: userId, email, name, passwordHash } });
      const tenant = { owner: { userId, label: name }, name: organizationName, ...visit };
      const { orgId, slug } = await createTenant(tx, tenant);
      if (canSendMail()) {
        const token = await makeLink(tx, { purpose: "email", userId, email }, visit.now);
        await queueMail(tx, { orgId }, confirmationMail(email, token, origin));
      }
      return { orgSlug: slug };
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown)) throw thrown;
    throw new AppError("conflict", "sign-up with a known e-mail", {
      userMessage: "There is already an account with this e-mail. Sign in instead.",
      param: "email",
      cause: thrown,
    });
  }
}
