export { getConstraints } from "./get-constraints";
export { refreshEvidence } from "./refresh-evidence";
export { replaceConstraints } from "./replace-constraints";
