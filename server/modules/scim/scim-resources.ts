import type { GroupRow } from "./scim-groups.queries";
import type { UserRow } from "./scim-users.queries";
import { addressOf } from "./user-draft";

export const USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

export type Resource = Record<string, unknown>;

/** `base` is the address that a directory is given, without a slash at its end. */
export function userResource(row: UserRow, base: string): Resource {
  const { givenName, familyName } = row;
  const formatted = [givenName, familyName].filter((part) => part !== null).join(" ");
  return {
    schemas: [USER_SCHEMA],
    id: row.id,
    ...set({ externalId: row.externalId, displayName: row.displayName }),
    userName: row.userName,
    ...(formatted === "" ? {} : { name: { ...set({ givenName, familyName }), formatted } }),
    emails: [{ value: addressOf(row), type: "work", primary: true }],
    active: row.isActive,
    groups: row.groups.map(({ group: { id, displayName } }) => ({
      value: id,
      display: displayName,
      $ref: `${base}/Groups/${id}`,
    })),
    meta: metaOf("User", row, `${base}/Users/${row.id}`),
  };
}

export function groupResource(row: GroupRow, base: string): Resource {
  const { id, displayName, externalId, members } = row;
  return {
    schemas: [GROUP_SCHEMA],
    id,
    ...set({ externalId }),
    displayName,
    ...(members === null
      ? {}
      : {
          members: members.map((member) => ({
            value: member.id,
            display: member.displayName ?? member.userName,
            type: "User",
            $ref: `${base}/Users/${member.id}`,
          })),
        }),
    meta: metaOf("Group", row, `${base}/Groups/${id}`),
  };
}

export function listResource(total: number, startIndex: number, resources: readonly Resource[]): Resource {
  return {
    schemas: [LIST_SCHEMA],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

const ALWAYS = new Set(["id", "schemas"]);

/** What a query's `attributes` and `excludedAttributes` leave of a resource. */
export function chosen(resource: Resource, query: URLSearchParams): Resource {
  const [only, without] = [namesIn(query, "attributes"), namesIn(query, "excludedAttributes")];
  const isKept = (name: string): boolean =>
    ALWAYS.has(name) || (only.size > 0 ? only.has(name.toLowerCase()) : !without.has(name.toLowerCase()));
  return Object.fromEntries(Object.entries(resource).filter(([name]) => isKept(name)));
}

/** Of `name.familyName` all of the name is given. */
export function namesIn(query: URLSearchParams, parameter: "attributes" | "excludedAttributes"): Set<string> {
  const names = (query.get(parameter) ?? "").toLowerCase().split(",");
  return new Set(
    names
      .flatMap((name) => (parameter === "attributes" ? (name.split(".")[0] ?? "") : name))
      .flatMap(trimmed),
  );
}

const trimmed = (name: string): string[] => (name.trim() === "" ? [] : [name.trim()]);

function metaOf(resourceType: string, row: { createdAt: Date; updatedAt: Date }, location: string): Resource {
  return { resourceType, created: row.createdAt, lastModified: row.updatedAt, location };
}

/** Without what is not set. */
function set(facts: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}
