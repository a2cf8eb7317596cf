import {
  Budget,
  DeleteBudgetInput,
  DeleteBudgetOutput,
  SetBudgetInput,
  Usage,
} from "@/server/contracts/budgets";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { deleteBudget } from "./delete-budget";
import { getUsage } from "./get-usage";
import { setBudget } from "./set-budget";

export const budgetsRouter = router({
  usage: procedure
    .requires("usage:read")
    .output(Usage)
    .query(({ ctx }) => getUsage(ctx.org)),
  set: procedure
    .requires("budget:manage")
    .input(SetBudgetInput)
    .output(Budget)
    .mutation(({ ctx, input }) => setBudget(ctx.org, input)),
  delete: procedure
    .requires("budget:manage")
    .input(DeleteBudgetInput)
    .output(DeleteBudgetOutput)
    .mutation(({ ctx, input }) => deleteBudget(ctx.org, input)),
});
