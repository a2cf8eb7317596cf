import type { Role } from "@/server/contracts/permissions";
import type { Term } from "./docs";

const ROLE_TEXTS: Readonly<Record<Role, string>> = {
  owner: "Everything, billing, export and deletion included. There is always one.",
  admin: "Everything but billing, export and deletion; makes no owners.",
  member: "Works with keys, routes, requests, experiments and evaluations.",
  viewer: "Reads all of that.",
  rater: "Rates answers, and sees nothing else.",
};

export const ROLE_TERMS: readonly Term[] = Object.entries(ROLE_TEXTS).map(([name, text]) => ({ name, text }));

export const SCIM_TERMS: readonly Term[] = [
  { name: "userName", text: "The name at your provider, unique. Its address where emails has none." },
  { name: "emails", text: "The primary address, else the one of work. Only that one is kept." },
  { name: "externalId", text: "Kept and given back." },
  { name: "name, displayName", text: "Kept. The name of an account that exists is not changed." },
  { name: "active", text: "Whether the person is a member. False, or deletion, takes access away." },
  { name: "members", text: "Of a group: ids of users." },
];

export const SCIM_ENDPOINTS: readonly Term[] = [
  {
    name: "/Users",
    text: "GET, POST. Filters compare userName, externalId, emails.value, displayName, id or active.",
  },
  { name: "/Users/{id}", text: "GET, PUT, PATCH, DELETE." },
  { name: "/Groups", text: "GET, POST. Filters compare displayName, externalId, id or members.value." },
  { name: "/Groups/{id}", text: "GET, PUT, PATCH, DELETE." },
  { name: "/ServiceProviderConfig", text: "What is supported. Also /ResourceTypes and /Schemas." },
];

export const SCIM_EXAMPLE = `curl https://your-floopy.example/scim/v2/Users?filter=userName%20eq%20%22ann%40company.com%22 \\
  -H "Authorization: Bearer fl_scim_…"`;
