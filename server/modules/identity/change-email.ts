import { ChangeEmailInput } from "@/server/contracts/identity";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { renderMail } from "@/server/integrations/mail/render-mail";
import { sendMail } from "@/server/integrations/mail/send-mail";
import { isSsoRequired } from "@/server/modules/sso";
import { LINK_HOURS, makeLinkAlone } from "./account-links";
import { findPersonByEmail } from "./people";
import { type ProvenPerson, proveAgain } from "./prove-again";
import { THROTTLES, throttle } from "./throttle";

interface Asking {
  now: Date;
  origin: string;
}

/**
 * Asks for another address: it changes once the link that goes there is followed. An address that has an account
 * already gets another mail, and the answer here is the same.
 */
export async function changeEmail(
  person: ProvenPerson,
  input: ChangeEmailInput,
  { now, origin }: Asking,
): Promise<void> {
  const { email, currentPassword } = parseInput(ChangeEmailInput, input);
  if (email === person.email)
    throw new AppError("conflict", "That is your address already.", { param: "email" });
  if (await isSsoRequired(person.email)) throw boundBySso();
  if (await isSsoRequired(email)) throw onlyBySso();
  await proveAgain(person, currentPassword, now);
  await throttle(now, [THROTTLES.mailByPerson, person.userId]);
  if ((await findPersonByEmail(email)) !== null) {
    await sendMail(
      renderMail({
        to: email,
        subject: "This address has an account already – Floopy",
        heading: "This address has an account already",
        paragraphs: [
          `${person.email} asked to use this address for their account, but there is one with it already.`,
        ],
        note: "If this was not you, you can ignore this mail. Nothing has changed.",
      }),
    );
    return;
  }
  await mailConfirmation({ userId: person.userId, email }, { now, origin });
}

/** With an address of another domain the other ways to sign in would be open again. */
export function boundBySso(): AppError {
  return new AppError("conflict", "the address is bound to single sign-on", {
    userMessage:
      "Your organisation signs in with single sign-on, which your address belongs to. Ask its owner.",
  });
}

/** Whoever reads the mailbox is not yet whom the organisation's identity provider lets in. */
export function onlyBySso(): AppError {
  return new AppError("conflict", "the new address signs in by single sign-on", {
    userMessage: "Addresses of this domain sign in with single sign-on. Sign in that way instead.",
    param: "email",
  });
}

/** Sends the link that proves an address, to that address. */
export async function mailConfirmation(
  { userId, email }: { userId: string; email: string },
  { now, origin }: Asking,
): Promise<void> {
  const token = await makeLinkAlone({ purpose: "email", userId, email }, now);
  await sendMail(renderMail(confirmationMail(email, token, origin)));
}

export function confirmationMail(email: string, token: string, origin: string) {
  return {
    to: email,
    subject: "Confirm your e-mail address – Floopy",
    heading: "Confirm your e-mail address",
    paragraphs: [
      `Follow the link in the browser where you are signed in. It works for ${LINK_HOURS.email} hours.`,
    ],
    action: { label: "Confirm this address", url: `${origin}/confirm-email?token=${token}` },
    note: "If you have no account with Floopy, you can ignore this mail.",
  };
}
