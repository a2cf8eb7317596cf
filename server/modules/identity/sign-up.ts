import { SignUpInput, type SignUpOutput } from "@/server/contracts/identity";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
import { parseInput } from "@/server/core/parse-input";
import { systemDb } from "@/server/db/system";
import { isUniqueViolation } from "@/server/db/unique-violation";
import { canSendMail } from "@/server/integrations/mail/local-outbox";
import { renderMail } from "@/server/integrations/mail/render-mail";
import { sendMail } from "@/server/integrations/mail/send-mail";
import { queueMail } from "@/server/modules/outbox";
import { makeLink } from "./account-links";
import { welcomeMail } from "./confirm-account";
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
 * A new person with an organisation of their own. Where mail can be sent, the account opens once the link in it was
 * followed: whoever asks learns nothing of an address that is not theirs. For one that has an account the answer is the
 * same, and its owner is told how to go on.
 */
export async function signUp(visit: Visit, input: SignUpInput, origin: string): Promise<SignUpOutput> {
  const { name, email, password, organizationName } = parseInput(SignUpInput, input);
  await throttle(visit.now, [THROTTLES.signUpByAddress, visit.address]);
  const passwordHash = await hashPassword(password);
  const isMailSent = canSendMail();
  try {
    await systemDb().$transaction(async (tx) => {
      const userId = newId("usr");
      await tx.user.create({ data: { id: userId, email, name, passwordHash } });
      const tenant = { owner: { userId, label: name }, name: organizationName, ...visit };
      const { orgId } = await createTenant(tx, tenant);
      if (isMailSent) {
        const token = await makeLink(tx, { purpose: "email", userId, email }, visit.now);
        await queueMail(tx, { orgId }, welcomeMail(email, token, origin));
      }
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown)) throw thrown;
    if (!isMailSent) throw known(thrown);
    // Not waited for: how long the answer takes must not tell that there is an account.
    tellOwner(visit.now, email, origin).catch((thrown: unknown) =>
      log.warn("the owner of an address was not told", errorFields(thrown)),
    );
  }
  return { isMailSent };
}

/** Where nobody can be written to, whoever asks has to be told. */
function known(cause: unknown): AppError {
  return new AppError("conflict", "sign-up with a known e-mail", {
    userMessage: "There is already an account with this e-mail. Sign in instead.",
    param: "email",
    cause,
  });
}

/** Not without end, whoever it is that asks. */
async function tellOwner(now: Date, email: string, origin: string): Promise<void> {
  await throttle(now, [THROTTLES.signUpMailByAccount, email]);
  await sendMail(
    renderMail({
      to: email,
      subject: "You have an account already – Floopy",
      heading: "You have an account already",
      paragraphs: [
        "Somebody signed up with this address, and it has an account. Nothing was changed.",
        "Sign in with your password. If you do not know it, set a new one there: that also takes the account from whoever may have made it with your address.",
      ],
      action: { label: "Sign in", url: `${origin}/sign-in` },
      note: "If you did not sign up, you can ignore this mail.",
    }),
  );
}
