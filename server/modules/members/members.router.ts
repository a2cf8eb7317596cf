import { ListMembersOutput } from "@/server/contracts/organizations";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { listMembers } from "./list-members";

export const membersRouter = router({
  list: procedure
    .requires("member:read")
    .output(ListMembersOutput)
    .query(({ ctx }) => listMembers(ctx.org)),
});
