import { AppError } from "@/server/core/errors";
import { mailConfirmation } from "./change-email";
import { findPersonById } from "./people";
import { THROTTLES, throttle } from "./throttle";

/** Sends the mail that proves the person's present address once more. */
export async function requestConfirmation(
  userId: string,
  asking: { now: Date; origin: string },
): Promise<void> {
  const person = await findPersonById(userId);
  if (person === null || person.emailVerifiedAt !== null)
    throw new AppError("conflict", "This address is confirmed already.");
  await throttle(asking.now, [THROTTLES.mailByPerson, userId]);
  await mailConfirmation({ userId, email: person.email }, asking);
}
