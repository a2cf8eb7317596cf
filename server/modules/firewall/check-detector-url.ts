import { AppError } from "@/server/core/errors";
import { assertPublicUrl } from "@/server/core/outbound-guard";
import { env } from "@/server/env";

/** Refuses an address that may not be called, and says in which field it stands. */
export async function checkDetectorUrl(url: string): Promise<void> {
  try {
    await assertPublicUrl(url, { allowPrivate: env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS });
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError(thrown.code, thrown.message, { param: "settings.url", cause: thrown });
  }
}
