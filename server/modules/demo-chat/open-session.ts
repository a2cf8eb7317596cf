import { randomBytes } from "node:crypto";
import { CreateTokenOutput } from "@/server/contracts/feedback";
import { AppError } from "@/server/core/errors";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { callOwnGateway, type DemoAccess, type DemoVisit } from "./demo-access";

/** A new session, and the token that lets this browser answer for it. */
export async function openSession(access: DemoAccess, visit: DemoVisit): Promise<CreateTokenOutput> {
  await throttle(visit.now, [THROTTLES.demoByAddress, visit.address], [THROTTLES.demoByAll, "everybody"]);
  const body = { session_id: `demo-${randomBytes(16).toString("hex")}` };
  const answer = await callOwnGateway(access, "/sessions/token", { body, signal: visit.signal });
  if (!answer.ok) throw new AppError("dependency_unavailable", `the gateway answered ${answer.status}`);
  return CreateTokenOutput.parse(await answer.json());
}
