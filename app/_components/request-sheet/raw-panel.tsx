import { CodeBlock } from "@/app/_ui/code-block";
import type { RequestDetail } from "@/server/contracts/requests";
import { prettyJson } from "./conversation";

/** Bodies as they were stored, and the record itself. */
export function RawPanel({ request }: { request: RequestDetail }) {
  const { body, ...record } = request;
  const blocks = [
    { title: "Request body", text: body?.request ?? null },
    { title: "Response body", text: body?.response ?? null },
    { title: "Record", text: JSON.stringify(record) },
  ];
  return (
    <div className="space-y-4 py-4">
      {blocks.map(
        ({ title, text }) =>
          text !== null && (
            <CodeBlock
              key={title}
              title={title}
              code={prettyJson(text)}
              language="json"
              className="[&_pre]:max-h-96 [&_pre]:overflow-y-auto"
            />
          ),
      )}
    </div>
  );
}
