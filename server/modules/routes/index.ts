export { copyRoute } from "./copy-route";
export { createDefaultRoute } from "./create-default-route";
export { pinRoute, unpinRoute } from "./pin-route";
