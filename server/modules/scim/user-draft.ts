import { EmailSchema } from "@/server/contracts/identity";
import { folded, isObject, type ScimChange, textOf } from "./scim-change";
import { scimInvalid } from "./scim-error";
import type { Condition } from "./scim-path";

/** What a directory says of a person; of everything else that it sends nothing is kept. */
export interface UserDraft {
  userName: string;
  externalId: string | null;
  displayName: string | null;
  givenName: string | null;
  familyName: string | null;
  /** The work address where one was sent; else the user name is it. */
  email: string | null;
  isActive: boolean;
}

export const EMPTY_USER: UserDraft = {
  userName: "",
  externalId: null,
  displayName: null,
  givenName: null,
  familyName: null,
  email: null,
  isActive: true,
};

const NAMES = { givenname: "givenName", familyname: "familyName" } as const;

/** A PUT leaves unset what it does not name; whether the person is active stays as it was. */
export function replaceUser(before: UserDraft, changes: readonly ScimChange[]): UserDraft {
  return patchUser({ ...EMPTY_USER, isActive: before.isActive }, changes);
}

export function patchUser(before: UserDraft, changes: readonly ScimChange[]): UserDraft {
  const after = changes.reduce(applied, before);
  if (after.userName === "") throw scimInvalid("invalidValue", "userName is missing.");
  return after;
}

/** The person's address in the product. */
export function addressOf({ email, userName }: Pick<UserDraft, "email" | "userName">): string {
  const parsed = EmailSchema.safeParse(email ?? userName);
  if (parsed.success) return parsed.data;
  throw scimInvalid("invalidValue", "Neither emails nor userName has an e-mail address.", parsed.error);
}

function applied(draft: UserDraft, change: ScimChange): UserDraft {
  const { path } = change;
  const value = change.op === "remove" ? null : change.value;
  switch (path.attribute) {
    case "username":
      return { ...draft, userName: textOf("userName", value) ?? "" };
    case "externalid":
      return { ...draft, externalId: textOf("externalId", value) };
    case "displayname":
      return { ...draft, displayName: textOf("displayName", value) };
    case "active":
      return value === null ? draft : { ...draft, isActive: truth(value) };
    case "name":
      return { ...draft, ...nameOf(path.sub, value) };
    case "emails":
      return { ...draft, ...emailOf(draft, change, value) };
    default:
      return draft;
  }
}

function nameOf(sub: string | null, value: unknown): Partial<UserDraft> {
  if (sub !== null) return isName(sub) ? { [NAMES[sub]]: textOf(`name.${NAMES[sub]}`, value) } : {};
  if (value === null) return { givenName: null, familyName: null };
  if (!isObject(value)) throw scimInvalid("invalidValue", "name has to be an object.");
  return Object.assign({}, ...Object.entries(folded(value)).map(([name, part]) => nameOf(name, part)));
}

function isName(name: string): name is keyof typeof NAMES {
  return Object.hasOwn(NAMES, name);
}

/** One address is kept: of work, or the primary one. Changes to others are not for us. */
function emailOf(draft: UserDraft, { path, op }: ScimChange, value: unknown): Partial<UserDraft> {
  if (path.filter !== null && !isWork(path.filter, draft.email)) return {};
  if (op === "remove" || value === null)
    return path.sub === null || path.sub === "value" ? { email: null } : {};
  if (path.sub !== null) return path.sub === "value" ? { email: textOf("emails.value", value) } : {};
  const best = bestOf(Array.isArray(value) ? value : [value]);
  return best === undefined ? {} : { email: textOf("emails.value", best) };
}

function bestOf(values: readonly unknown[]): unknown {
  const all = values.map((value) => (isObject(value) ? folded(value) : { value }));
  const best = all.find(({ primary }: Record<string, unknown>) => primary === true || primary === "True");
  return (best ?? all.find(({ type }: Record<string, unknown>) => type === "work") ?? all[0])?.value;
}

/** Whether what is looked for is the address that is kept. */
export function isWork(filter: readonly Condition[], email: string | null): boolean {
  return filter.every(({ path, value }) => {
    if (path.attribute === "type") return typeof value === "string" && value.toLowerCase() === "work";
    if (path.attribute === "primary") return value === true;
    return (
      path.attribute === "value" && typeof value === "string" && value.toLowerCase() === email?.toLowerCase()
    );
  });
}

/** Entra ID sends "True" and "False" as strings. */
function truth(value: unknown): boolean {
  const word = typeof value === "string" ? value.toLowerCase() : value;
  if (word === true || word === "true") return true;
  if (word === false || word === "false") return false;
  throw scimInvalid("invalidValue", "active has to be true or false.");
}
