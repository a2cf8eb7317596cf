export { downloadExport } from "./download-export";
export { runDeletions } from "./run-deletions";
export { runNextExport } from "./run-exports";
