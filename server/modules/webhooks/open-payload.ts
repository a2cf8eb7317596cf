import { z } from "zod";
import { withTenant } from "@/server/db/tenant";
import { openTextsOf } from "@/server/modules/content-keys";

const Answer = z.looseObject({ id: z.string(), comment: z.string() });

/** What is told, with what an end user said in it readable: on its way it is as it is stored, encrypted. */
export function openPayload(orgId: string, payload: unknown): Promise<unknown> | unknown {
  const answer = Answer.safeParse(payload).data;
  if (answer === undefined) return payload;
  return withTenant({ orgId }, (tx) => openTextsOf(tx, orgId, "nps_responses", answer));
}
