import { isObject, type ScimChange, textOf } from "./scim-change";
import { scimInvalid } from "./scim-error";

export interface GroupDraft {
  displayName: string;
  externalId: string | null;
  /** Ids of users. */
  members: ReadonlySet<string>;
}

export const EMPTY_GROUP: GroupDraft = { displayName: "", externalId: null, members: new Set() };

export function patchGroup(before: GroupDraft, changes: readonly ScimChange[]): GroupDraft {
  const after = changes.reduce(applied, before);
  if (after.displayName === "") throw scimInvalid("invalidValue", "displayName is missing.");
  return after;
}

function applied(draft: GroupDraft, change: ScimChange): GroupDraft {
  const value = change.op === "remove" ? null : change.value;
  switch (change.path.attribute) {
    case "displayname":
      return { ...draft, displayName: textOf("displayName", value) ?? "" };
    case "externalid":
      return { ...draft, externalId: textOf("externalId", value) };
    case "members":
      return { ...draft, members: membersAfter(draft.members, change) };
    default:
      return draft;
  }
}

function membersAfter(before: ReadonlySet<string>, { op, path, value }: ScimChange): ReadonlySet<string> {
  if (path.filter !== null) {
    if (op !== "remove")
      throw scimInvalid("invalidPath", "Members can be added, replaced and removed as a whole.");
    const named = path.filter.map((condition) => {
      if (condition.path.attribute === "value") return String(condition.value);
      throw scimInvalid("invalidFilter", "Members can be found by their value.");
    });
    return new Set([...before].filter((id) => !named.every((each) => each === id)));
  }
  if (op === "add") return new Set([...before, ...idsOf(value)]);
  if (op === "replace") return new Set(idsOf(value));
  // Without a list all go.
  if (value === undefined || value === null) return new Set();
  const gone = new Set(idsOf(value));
  return new Set([...before].filter((id) => !gone.has(id)));
}

function idsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((member: unknown) => {
    const id = isObject(member) ? member.value : member;
    if (typeof id !== "string") throw scimInvalid("invalidValue", "A member needs its id as value.");
    return id;
  });
}
