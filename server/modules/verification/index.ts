export { getVerification } from "./get-verification";
export { rollBackRoutes } from "./roll-back-routes";
