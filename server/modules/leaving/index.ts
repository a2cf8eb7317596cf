export { downloadExport } from "./download-export";
export { runDeletions, sweepDeleted } from "./run-deletions";
export { runNextExport } from "./run-exports";
