export { findConnectedProviders } from "./connected-providers";
export { pricesInForce } from "./prices.queries";
export { repriceEverything } from "./reprice-everything";
