import type { OpenApiDocument, OperationObject } from "@/server/contracts/api/openapi-types";

export interface PlacedOperation {
  method: string;
  path: string;
  operation: OperationObject;
}

export interface TagSection {
  name: string;
  description: string;
  operations: PlacedOperation[];
}

/** The document's operations under their tags, in the order of both. */
export function operationsByTag({ tags, paths }: OpenApiDocument): TagSection[] {
  const placed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return tags.map((tag) => ({
    ...tag,
    operations: placed.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
}

export function sectionIdOf(tag: string): string {
  return tag.toLowerCase().replaceAll(" ", "-");
}
