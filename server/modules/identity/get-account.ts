import type { AccountOutput } from "@/server/contracts/identity";
import { appDb } from "@/server/db/client";
import { canSendMail } from "@/server/integrations/mail/local-outbox";

export async function getAccount(userId: string): Promise<AccountOutput> {
  const { email, emailVerifiedAt, passwordHash } = await appDb().user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, emailVerifiedAt: true, passwordHash: true },
  });
  return {
    email,
    isEmailConfirmed: emailVerifiedAt !== null,
    hasPassword: passwordHash !== null,
    canSendMail: canSendMail(),
  };
}
