import { ForgotPasswordInput } from "@/server/contracts/identity";
import { parseInput } from "@/server/core/parse-input";
import { renderMail } from "@/server/integrations/mail/render-mail";
import { sendMail } from "@/server/integrations/mail/send-mail";
import { LINK_HOURS, makeLinkAlone } from "./account-links";
import { findPersonByEmail } from "./people";
import type { Visit } from "./sign-up";
import { THROTTLES, throttle } from "./throttle";

/**
 * Sends a link to set a new password. An address without an account gets a mail as well, which says so: whoever asks
 * cannot tell the two apart, and whoever reads the mail knows what to do.
 */
export async function forgotPassword(
  visit: Visit,
  input: ForgotPasswordInput,
  origin: string,
): Promise<void> {
  const { email } = parseInput(ForgotPasswordInput, input);
  await throttle(visit.now, [THROTTLES.resetByAddress, visit.address], [THROTTLES.resetByAccount, email]);
  const person = await findPersonByEmail(email);
  const common = { to: email, note: "If you did not ask for it, you can ignore this mail." };
  if (person === null) {
    await sendMail(
      renderMail({
        ...common,
        subject: "You have no account with this address – Floopy",
        heading: "There is no account with this address",
        paragraphs: [
          "Somebody asked to reset the password of an account with this address, and there is none.",
          "You may have signed up with another address.",
        ],
        action: { label: "Create an account", url: `${origin}/sign-up` },
      }),
    );
    return;
  }
  const token = await makeLinkAlone({ purpose: "reset", userId: person.id, email }, visit.now);
  const hours = LINK_HOURS.reset;
  await sendMail(
    renderMail({
      ...common,
      subject: "Reset your password – Floopy",
      heading: "Set a new password",
      paragraphs: [`The link works once, for ${hours === 1 ? "an hour" : `${hours} hours`}.`],
      action: { label: "Set a new password", url: `${origin}/reset-password?token=${token}` },
    }),
  );
}
