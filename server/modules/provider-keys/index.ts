export { openProviderSecret } from "./provider-secret";
