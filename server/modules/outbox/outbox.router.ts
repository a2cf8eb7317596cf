import { z } from "zod";
import { ListOutboxOutput, RetryOutboxInput } from "@/server/contracts/outbox";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { listOutbox } from "./list-outbox";
import { retryOutboxMessage } from "./retry-outbox-message";

export const outboxRouter = router({
  list: procedure
    .requires("webhook:read")
    .output(ListOutboxOutput)
    .query(({ ctx }) => listOutbox(ctx.org)),
  retry: procedure
    .requires("webhook:manage")
    .input(RetryOutboxInput)
    .output(z.void())
    .mutation(({ ctx, input }) => retryOutboxMessage(ctx.org, input)),
});
