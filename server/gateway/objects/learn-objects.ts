import { errorFields, log } from "@/server/core/logger";
import { type ProviderObjectKind, rememberProviderObjects } from "@/server/modules/provider-objects";
import { type JsonObject, ownString } from "../json-value";
import { type Home, placeOf } from "./choose-home";
import { fromStore, type ObjectCall } from "./object-exchange";

interface NamedObject {
  id: string;
  kind: ProviderObjectKind;
}

const TRIES_MAX = 3;
const PAUSE_MS = 250;

/** The object itself, and for a batch the files that it has written. */
export function objectsIn(json: JsonObject, kind: ProviderObjectKind): NamedObject[] {
  const id = ownString(json, "id");
  if (id === null) return [];
  const written = kind === "batch" ? ["output_file_id", "error_file_id"] : [];
  const files = written.flatMap((name) => ownString(json, name) ?? []);
  return [{ id, kind }, ...files.map((file): NamedObject => ({ id: file, kind: "file" }))];
}

/**
 * Makes them the project's before their ids are told. One that cannot be written down would be lost to its project, so
 * it is tried more than once.
 */
export async function learnObjects(
  { scope }: ObjectCall,
  home: Home,
  objects: readonly NamedObject[],
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await fromStore(rememberProviderObjects(scope, placeOf(home), objects));
    } catch (thrown) {
      if (tries < TRIES_MAX) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        continue;
      }
      const ids = objects.map(({ id }) => id).join(" ");
      log.error("objects at a provider are not remembered", {
        orgId: scope.orgId,
        name: `${home.provider.id} ${ids}`.slice(0, 300),
        ...errorFields(thrown),
      });
      throw thrown;
    }
  }
}
