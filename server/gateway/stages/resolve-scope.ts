import { hashedEndUserId } from "@/server/core/end-user-id";
import { AppError, notFound } from "@/server/core/errors";
import type { ProjectConfig, StorageMode } from "@/server/modules/gateway-config";
import type { HeaderMap } from "../types";
import type { Caller } from "./authenticate";

/** What the request says about itself: project, end user, properties, how much to store. */
export interface Scope {
  project: ProjectConfig;
  endUserId: string | null;
  properties: Readonly<Record<string, string>>;
  storageMode: StorageMode;
  userAgent: string | null;
}

const PROPERTIES_MAX = 20;
const VALUE_LENGTH_MAX = 256;
const PROPERTY_HEADER = /^(?:floopy|helicone)-property-(.+)$/;
/** From most to least stored. */
const MODES: readonly StorageMode[] = ["full", "redacted", "metadata", "none"];

/** Reads the scope headers. `userHashKey` keys the hash under which end users are kept when the project says so. */
export function resolveScope(caller: Caller, headers: HeaderMap, userHashKey: Buffer): Scope {
  const project = projectOf(caller, headers["floopy-project-id"]);
  return {
    project,
    endUserId: endUserOf(caller, project, headers, userHashKey),
    properties: propertiesOf(headers),
    storageMode: storageModeOf(project.storageMode, headers["floopy-log"]),
    userAgent: headers["user-agent"]?.slice(0, VALUE_LENGTH_MAX) ?? null,
  };
}

/** A key belongs to one project; naming any other, or one that does not exist, gives the same answer. */
function projectOf({ key, org }: Caller, named: string | undefined): ProjectConfig {
  const project = org.projects.find(({ id }) => id === key.projectId);
  if (project === undefined) throw notFound("project");
  if (named !== undefined && named !== project.id && named !== project.slug) throw notFound("project");
  return project;
}

function endUserOf(
  caller: Caller,
  project: ProjectConfig,
  headers: HeaderMap,
  hashKey: Buffer,
): string | null {
  const id = headers["floopy-user-id"] ?? headers["helicone-user-id"];
  if (id === undefined || id === "") return null;
  if (id.length > VALUE_LENGTH_MAX) throw tooLong("floopy-user-id");
  return storedEndUserId(project, caller.org.orgId, id, hashKey);
}

/** An end user's id as the project stores it. */
export function storedEndUserId(
  project: Pick<ProjectConfig, "hashEndUserIds">,
  orgId: string,
  id: string,
  hashKey: Buffer,
): string {
  return project.hashEndUserIds ? hashedEndUserId(orgId, id, hashKey) : id;
}

function propertiesOf(headers: HeaderMap): Readonly<Record<string, string>> {
  const properties: [string, string][] = [];
  for (const name in headers) {
    if (!name.startsWith("floopy-p") && !name.startsWith("helicone-p")) continue;
    const property = PROPERTY_HEADER.exec(name)?.[1];
    const value = headers[name];
    if (property === undefined || value === undefined) continue;
    if (property.length > VALUE_LENGTH_MAX || value.length > VALUE_LENGTH_MAX) throw tooLong(name);
    properties.push([property, value]);
  }
  if (properties.length > PROPERTIES_MAX) {
    throw new AppError("invalid_request", `At most ${PROPERTIES_MAX} properties are allowed.`, {
      param: "floopy-property",
    });
  }
  return Object.fromEntries(properties);
}

/** A request may ask for less than the project stores, never for more. */
function storageModeOf(allowed: StorageMode, asked: string | undefined): StorageMode {
  if (asked !== undefined && !MODES.some((mode) => mode === asked)) {
    throw new AppError("invalid_request", "floopy-log must be full, redacted, metadata or none.", {
      param: "floopy-log",
    });
  }
  return lesserMode(allowed, asked);
}

/** The lesser of what is allowed and what is asked for. */
export function lesserMode(allowed: StorageMode, asked: string | undefined): StorageMode {
  return MODES.slice(MODES.indexOf(allowed)).find((mode) => mode === asked) ?? allowed;
}

/** How much may be stored of a request that ended before its scope was known. */
export function storageModeWithoutScope({ key, org }: Caller, headers: HeaderMap): StorageMode {
  const project = org.projects.find(({ id }) => id === key.projectId);
  return project === undefined ? "none" : lesserMode(project.storageMode, headers["floopy-log"]);
}

function tooLong(header: string): AppError {
  return new AppError("invalid_request", `${header} is longer than ${VALUE_LENGTH_MAX} characters.`, {
    param: header,
  });
}
