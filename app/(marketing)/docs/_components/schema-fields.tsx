import type { JsonSchema } from "@/server/contracts/api/openapi-types";
import { fieldsOf, typeName } from "./schema-type";

const DEPTH_MAX = 3;

/** The fields of a body, those within them below, indented. */
export function SchemaFields({ schema, depth = 0 }: { schema: JsonSchema; depth?: number }) {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return null;
  return (
    <ul className={depth === 0 ? "text-sm leading-6" : "mt-1 border-l border-default pl-4 text-sm leading-6"}>
      {fields.map(({ name, field, isRequired }) => (
        <li key={name} className="border-t border-subtle py-1.5">
          <span className="font-mono text-xs break-words text-emphasis">{name}</span>{" "}
          <span className="text-subtle">
            {typeName(field)}
            {isRequired ? "" : ", optional"}
          </span>
          {field.description !== undefined && <span className="text-muted"> — {field.description}</span>}
          {depth < DEPTH_MAX && <SchemaFields schema={field} depth={depth + 1} />}
        </li>
      ))}
    </ul>
  );
}
