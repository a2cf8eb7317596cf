import { ListLocalMailsOutput } from "@/server/contracts/mails";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { listLocalMails } from "./list-local-mails";

export const mailsRouter = router({
  listLocal: procedure
    .open()
    .output(ListLocalMailsOutput)
    .query(({ ctx }) => listLocalMails(ctx.isOwnHost)),
});
