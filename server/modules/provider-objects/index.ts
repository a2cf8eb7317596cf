export { findProviderObject } from "./find-provider-object";
export { forgetProviderObject } from "./forget-provider-object";
export { listProviderHomes } from "./list-provider-homes";
export { ownProviderObjects } from "./own-provider-objects";
export type { ProjectScope, ProviderObjectHome, ProviderObjectKind } from "./provider-object-types";
export { rememberProviderObjects } from "./remember-provider-objects";
