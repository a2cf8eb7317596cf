export { paceRoutes } from "./pace-routes";
export { startPacing } from "./start-pacing";
