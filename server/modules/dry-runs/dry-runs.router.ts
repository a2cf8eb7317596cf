import { ProjectOfFirewall } from "@/server/contracts/firewall";
import {
  DryRunChangeDetail,
  DryRunChangeInput,
  DryRunChanges,
  DryRunIdInput,
  DryRunList,
  DryRunView,
  StartDryRunInput,
} from "@/server/contracts/firewall-dry-runs";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { cancelDryRun } from "./cancel-dry-run";
import { getChange } from "./get-change";
import { getDryRun, listChanges, listDryRuns } from "./get-dry-run";
import { startDryRun } from "./start-dry-run";

export const dryRunsRouter = router({
  list: procedure
    .requires("firewall:read")
    .input(ProjectOfFirewall)
    .output(DryRunList)
    .query(({ ctx, input }) => listDryRuns(ctx.org, input)),
  get: procedure
    .requires("firewall:read")
    .input(DryRunIdInput)
    .output(DryRunView)
    .query(({ ctx, input }) => getDryRun(ctx.org, input)),
  changes: procedure
    .requires("firewall:read")
    .input(DryRunIdInput)
    .output(DryRunChanges)
    .query(({ ctx, input }) => listChanges(ctx.org, input)),
  change: procedure
    .requires("firewall:read")
    .input(DryRunChangeInput)
    .output(DryRunChangeDetail)
    .query(({ ctx, input }) => getChange(ctx.org, input)),
  start: procedure
    .requires("firewall:manage")
    .input(StartDryRunInput)
    .output(DryRunView)
    .mutation(({ ctx, input }) => startDryRun(ctx.org, input)),
  cancel: procedure
    .requires("firewall:manage")
    .input(DryRunIdInput)
    .output(DryRunView)
    .mutation(({ ctx, input }) => cancelDryRun(ctx.org, input)),
});
