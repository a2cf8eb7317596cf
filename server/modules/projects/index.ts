export { getProjectOrThrow } from "./projects.queries";
