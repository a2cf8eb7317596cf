import { GetSessionInput, ListSessionsInput, SessionDetail, SessionPage } from "@/server/contracts/sessions";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getSession } from "./get-session";
import { listSessions } from "./list-sessions";

const read = () => procedure.requires("session:read");

export const sessionsRouter = router({
  list: read()
    .input(ListSessionsInput)
    .output(SessionPage)
    .query(({ ctx, input }) => listSessions(ctx.org, input)),
  get: read()
    .input(GetSessionInput)
    .output(SessionDetail)
    .query(({ ctx, input }) => getSession(ctx.org, input)),
});
