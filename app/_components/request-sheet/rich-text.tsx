import { parseRichText } from "./parse-rich-text";

/** A model's text: code blocks, inline code and bold shown as such, everything else exactly as written. */
export function RichText({ text }: { text: string }) {
  let place = 0;
  return (
    <div className="space-y-2 text-sm text-default">
      {parseRichText(text).map((block) => {
        const key = place++;
        return block.kind === "code" ? (
          <pre
            key={key}
            className="overflow-x-auto rounded-md bg-muted px-3 py-2 font-mono text-xs leading-5 text-emphasis"
          >
            <code>{block.text}</code>
          </pre>
        ) : (
          <p key={key} className="break-words whitespace-pre-wrap">
            {block.spans.map((span) => {
              const spanKey = place++;
              if (span.kind === "text") return <span key={spanKey}>{span.text}</span>;
              if (span.kind === "emphasis") return <em key={spanKey}>{span.text}</em>;
              if (span.kind === "strong") return <strong key={spanKey}>{span.text}</strong>;
              return (
                <code key={spanKey} className="rounded-sm bg-muted px-1 font-mono text-xs text-emphasis">
                  {span.text}
                </code>
              );
            })}
          </p>
        );
      })}
    </div>
  );
}
