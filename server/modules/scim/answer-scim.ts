import type { Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { createUser } from "./create-user";
import { deleteUser } from "./delete-user";
import { EMPTY_GROUP, patchGroup } from "./group-draft";
import { getGroup, listGroups } from "./list-groups";
import { getUser, listUsers } from "./list-users";
import { createGroup, deleteGroup, saveGroup } from "./save-group";
import { saveUser } from "./save-user";
import { changesOfPatch, changesOfResource } from "./scim-change";
import { discovery } from "./scim-discovery";
import { sliceOf } from "./scim-list";
import { parseFilter } from "./scim-path";
import { chosen, groupResource, listResource, namesIn, type Resource, userResource } from "./scim-resources";
import { patchUser, replaceUser } from "./user-draft";

export interface ScimRequest {
  method: string;
  /** After the base address: `["Users", "scu_…"]`. */
  path: readonly string[];
  query: URLSearchParams;
  /** Parsed; undefined where there was none. */
  body: unknown;
  base: string;
}

export interface ScimAnswer {
  status: 200 | 201 | 204;
  resource?: Resource;
  location?: string;
}

/** What a directory asks, done in the organisation of its token. */
export async function answerScim(ctx: Ctx, request: ScimRequest): Promise<ScimAnswer> {
  const [kind, id, more] = request.path;
  if (more === undefined && kind === "Users")
    return id === undefined ? answerUsers(ctx, request) : answerUser(ctx, request, id);
  if (more === undefined && kind === "Groups")
    return id === undefined ? answerGroups(ctx, request) : answerGroup(ctx, request, id);
  const resource = discovery(request.path, request.base);
  if (resource === undefined) throw notFound("resource");
  if (request.method !== "GET") throw notAllowed();
  return { status: 200, resource };
}

async function answerUsers(ctx: Ctx, { method, query, body, base }: ScimRequest): Promise<ScimAnswer> {
  if (method === "POST") return created(userResource(await createUser(ctx, changesOfResource(body)), base));
  if (method !== "GET") throw notAllowed();
  const slice = sliceOf(query);
  const { total, items } = await listUsers(ctx, filterIn(query), slice);
  const resources = items.map((row) => chosen(userResource(row, base), query));
  return { status: 200, resource: listResource(total, slice.skip + 1, resources) };
}

async function answerUser(ctx: Ctx, request: ScimRequest, id: string): Promise<ScimAnswer> {
  const { method, body, query, base } = request;
  switch (method) {
    case "GET":
      return { status: 200, resource: chosen(userResource(await getUser(ctx, id), base), query) };
    case "PUT": {
      const changes = changesOfResource(body);
      const row = await saveUser(ctx, id, (before) => replaceUser(before, changes));
      return { status: 200, resource: userResource(row, base) };
    }
    case "PATCH": {
      const changes = changesOfPatch(body);
      const row = await saveUser(ctx, id, (before) => patchUser(before, changes));
      return { status: 200, resource: userResource(row, base) };
    }
    case "DELETE":
      await deleteUser(ctx, id);
      return { status: 204 };
    default:
      throw notAllowed();
  }
}

async function answerGroups(ctx: Ctx, { method, query, body, base }: ScimRequest): Promise<ScimAnswer> {
  if (method === "POST") return created(groupResource(await createGroup(ctx, changesOfResource(body)), base));
  if (method !== "GET") throw notAllowed();
  const slice = sliceOf(query);
  const wanted = { ...slice, hasMembers: wantsMembers(query) };
  const { total, items } = await listGroups(ctx, filterIn(query), wanted);
  const resources = items.map((row) => chosen(groupResource(row, base), query));
  return { status: 200, resource: listResource(total, slice.skip + 1, resources) };
}

async function answerGroup(ctx: Ctx, request: ScimRequest, id: string): Promise<ScimAnswer> {
  const { method, body, query, base } = request;
  switch (method) {
    case "GET": {
      const row = await getGroup(ctx, id, { hasMembers: wantsMembers(query) });
      return { status: 200, resource: chosen(groupResource(row, base), query) };
    }
    case "PUT": {
      const changes = changesOfResource(body);
      const row = await saveGroup(ctx, id, () => patchGroup(EMPTY_GROUP, changes));
      return { status: 200, resource: groupResource(row, base) };
    }
    case "PATCH": {
      const changes = changesOfPatch(body);
      const row = await saveGroup(ctx, id, (before) => patchGroup(before, changes));
      return { status: 200, resource: groupResource(row, base) };
    }
    case "DELETE":
      await deleteGroup(ctx, id);
      return { status: 204 };
    default:
      throw notAllowed();
  }
}

function created(resource: Resource): ScimAnswer {
  const { meta } = resource;
  const location =
    typeof meta === "object" && meta !== null && "location" in meta ? String(meta.location) : "";
  return { status: 201, resource, location };
}

function filterIn(query: URLSearchParams) {
  const text = query.get("filter");
  return text === null ? [] : parseFilter(text);
}

function wantsMembers(query: URLSearchParams): boolean {
  const only = namesIn(query, "attributes");
  return only.size > 0 ? only.has("members") : !namesIn(query, "excludedAttributes").has("members");
}

function notAllowed(): AppError {
  return new AppError("method_not_allowed", "This method is not supported here.");
}
