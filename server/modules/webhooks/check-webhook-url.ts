import { AppError } from "@/server/core/errors";
import { assertPublicUrl } from "@/server/core/outbound-guard";
import { env } from "@/server/env";

/** Refuses an address that the gateway would not call; each call checks again. */
export async function checkWebhookUrl(url: string): Promise<void> {
  try {
    await assertPublicUrl(url, { allowPrivate: env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS });
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, thrown.message, { param: "url", cause: thrown });
  }
}
