export { createDefaultRoute } from "./create-default-route";
