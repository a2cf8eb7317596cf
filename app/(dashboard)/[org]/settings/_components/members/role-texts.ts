import type { Role } from "@/server/contracts/permissions";

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
  viewer: "Viewer",
  rater: "Rater",
};

export const ROLE_TEXTS: Readonly<Record<Role, string>> = {
  owner: "Everything, billing and deletion included",
  admin: "Everything but billing and deletion",
  member: "Works with keys, routes and requests",
  viewer: "Reads everything members see, and changes nothing",
  rater: "Rates answers only",
};
