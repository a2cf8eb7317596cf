import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import { appDb } from "@/server/db/client";
import { canSendMail } from "@/server/integrations/mail/local-outbox";
import { renderMail } from "@/server/integrations/mail/render-mail";
import { sendMail } from "@/server/integrations/mail/send-mail";
import { LINK_HOURS, makeLinkAlone, takeLink } from "./account-links";
import type { PersonRow } from "./people";
import { THROTTLES, throttle } from "./throttle";

interface Confirmation {
  /** Of the link in the mail, where it was followed. */
  token: string | undefined;
  now: Date;
  origin: string;
}

/**
 * Whether somebody who knows the account's password may sign in: an account waits until its address is confirmed, by the
 * link and the password together. Neither a stranger who chose the password nor the click of the mailbox's owner is
 * enough. Without the link it is sent once more.
 */
export async function isAccountOpen(
  person: PersonRow,
  { token, now, origin }: Confirmation,
): Promise<boolean> {
  if (person.emailVerifiedAt !== null || !canSendMail()) return true;
  if (token !== undefined && (await confirmAccount(person, token, now))) return true;
  // Not waited for: how long an answer takes must not tell that there is an account.
  sendAgain(person, now, origin).catch((thrown: unknown) =>
    log.warn("a confirmation was not sent", errorFields(thrown)),
  );
  return false;
}

async function confirmAccount(person: PersonRow, token: string, now: Date): Promise<boolean> {
  try {
    return await appDb().$transaction(async (tx) => {
      const link = await takeLink(tx, "email", token, now);
      // Thrown inside, so that the link is still there for its owner.
      if (link.userId !== person.id || link.email !== person.email) throw anothers();
      await tx.user.update({
        where: { id: person.id },
        data: { emailVerifiedAt: now },
        select: { id: true },
      });
      return true;
    });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === "not_found") return false;
    throw thrown;
  }
}

function anothers(): AppError {
  return new AppError("not_found", "the link confirms another account");
}

async function sendAgain({ id: userId, email }: PersonRow, now: Date, origin: string): Promise<void> {
  await throttle(now, [THROTTLES.mailByPerson, userId]);
  const token = await makeLinkAlone({ purpose: "email", userId, email }, now);
  await sendMail(renderMail(welcomeMail(email, token, origin)));
}

/** To whoever has just signed up. */
export function welcomeMail(email: string, token: string, origin: string) {
  return {
    to: email,
    subject: "Confirm your e-mail address – Floopy",
    heading: "Confirm your e-mail address",
    paragraphs: [
      `Follow the link and sign in with the password you chose: that opens your account. It works for ${LINK_HOURS.email} hours.`,
    ],
    action: { label: "Confirm and sign in", url: `${origin}/confirm-email?new=1&token=${token}` },
    note: "If you did not sign up with Floopy, you can ignore this mail.",
  };
}
