import { LinkTokenInput } from "@/server/contracts/identity";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { appDb } from "@/server/db/client";
import { isUniqueViolation } from "@/server/db/unique-violation";
import { isSsoRequired } from "@/server/modules/sso";
import { noSuchLink, takeLink } from "./account-links";
import { boundBySso, onlyBySso } from "./change-email";
import { sendNotice } from "./send-notice";

/**
 * Follows a link that proves an address, and makes it the person's own where it is another one. It has to be followed
 * while signed in to the same account: a stranger who signed up with somebody's address gains nothing by their click.
 */
export async function confirmEmail(
  person: { userId: string; email: string },
  input: LinkTokenInput,
  now: Date,
): Promise<{ email: string }> {
  const { token } = parseInput(LinkTokenInput, input);
  const isBound = await isSsoRequired(person.email);
  const email = await appDb()
    .$transaction(async (tx) => {
      const link = await takeLink(tx, "email", token, now);
      // Thrown inside, so that the link is still there for its owner.
      if (link.userId !== person.userId) throw noSuchLink();
      if (isBound && link.email !== person.email) throw boundBySso();
      if (link.email !== person.email && (await isSsoRequired(link.email))) throw onlyBySso();
      const data = { email: link.email, emailVerifiedAt: now };
      await tx.user.update({ where: { id: person.userId }, data, select: { id: true } });
      return link.email;
    })
    .catch((thrown: unknown) => {
      throw isUniqueViolation(thrown)
        ? new AppError("conflict", "Meanwhile somebody else has an account with this address.")
        : thrown;
    });
  if (email !== person.email)
    await sendNotice(person.email, {
      heading: "Your e-mail address was changed",
      paragraphs: [`Your account has the address ${email} now. Mails no longer come here.`],
    });
  return { email };
}
