export { matchDirectory, type PresenceChange } from "./directory-membership";
export { applyGroupRoles, type RoleChange } from "./directory-roles";
export { joinBySso } from "./join-organization";
