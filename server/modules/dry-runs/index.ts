export { forgetDryRuns, runDryRuns } from "./run-dry-runs";
