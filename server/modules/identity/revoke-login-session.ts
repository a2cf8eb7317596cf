import { RevokeLoginSessionInput } from "@/server/contracts/identity";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { endLogin } from "./login-sessions";

/** Signs one of the person's own browsers out; anybody else's is not found. */
export async function revokeLoginSession(
  userId: string,
  input: RevokeLoginSessionInput,
  now: Date,
): Promise<void> {
  const { loginSessionId } = parseInput(RevokeLoginSessionInput, input);
  if (!(await endLogin(userId, loginSessionId, now))) throw notFound("session");
}
