import type { ReactNode } from "react";
import type { ContentObject, ParameterObject, Reference } from "@/server/contracts/api/openapi-types";
import { Inline } from "./inline";
import type { PlacedOperation } from "./operations-by-tag";
import { SchemaFields } from "./schema-fields";
import { typeName } from "./schema-type";

/** One endpoint: what it does, what it takes, what it answers. */
export function ApiOperation({ method, path, operation }: PlacedOperation) {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const own = parameters.filter(isOwn);
  const answers = Object.entries(responses);
  return (
    <article id={operationId} className="scroll-mt-20 border-t border-default pt-5 pb-2">
      <h3 className="font-mono text-sm leading-6 font-semibold break-words text-emphasis">
        <a href={`#${operationId}`} className="hover:underline hover:underline-offset-4">
          {method} {path}
        </a>
      </h3>
      <p className="text-emphasis">{summary}</p>
      {description !== undefined && <p className="text-muted">{codeIn(description)}</p>}
      {own.length > 0 && <Parameters parameters={own} />}
      {requestBody !== undefined && <Content title="Body" content={requestBody.content} />}
      {answers.map(([status, { description: text, content }]) =>
        status.startsWith("2") && content !== undefined ? (
          <Content key={status} title={`Answer ${status}`} text={text} content={content} />
        ) : null,
      )}
      <p className="mt-3 text-sm leading-6 text-muted">
        Errors:{" "}
        {answers
          .filter(([status]) => !status.startsWith("2"))
          .map(([status, { description: codes }]) => `${status} ${codes.replaceAll("`", "")}`)
          .join(" · ")}
      </p>
    </article>
  );
}

/** Headers that many endpoints take are described once, in the quickstart. */
function isOwn(parameter: ParameterObject | Reference): parameter is ParameterObject {
  return !("$ref" in parameter);
}

/** Back-quotes mark code, as in the document itself. */
function codeIn(text: string): ReactNode {
  const [before, code, ...after] = text.split("`");
  if (code === undefined) return before;
  return (
    <>
      {before}
      <Inline>{code}</Inline>
      {codeIn(after.join("`"))}
    </>
  );
}

function Parameters({ parameters }: { parameters: readonly ParameterObject[] }) {
  return (
    <div className="mt-3">
      <h4 className="text-sm font-semibold text-emphasis">Parameters</h4>
      <dl className="text-sm leading-6">
        {parameters.map(({ name, in: place, description, required, schema }) => (
          <div
            key={name}
            className="grid gap-x-6 border-t border-subtle py-1.5 sm:grid-cols-[200px_minmax(0,1fr)]"
          >
            <dt className="font-mono text-xs leading-6 break-words text-emphasis">{name}</dt>
            <dd className="text-muted">
              <span className="text-subtle">
                {place === "path" ? "part of the path" : "$ref" in schema ? "" : typeName(schema)}
                {required && place !== "path" ? ", required" : ""}
              </span>{" "}
              {description}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Content({ title, text, content }: { title: string; text?: string; content: ContentObject }) {
  return (
    <div className="mt-3">
      <h4 className="text-sm font-semibold text-emphasis">
        {title} <span className="font-normal text-subtle">{Object.keys(content).join(", ")}</span>
      </h4>
      {text !== undefined && <p className="text-sm leading-6 text-muted">{text}</p>}
      {Object.entries(content).map(([type, { schema }]) =>
        "$ref" in schema ? null : <SchemaFields key={type} schema={schema} />,
      )}
    </div>
  );
}
