export const QUICKSTART_ENTRIES = [
  { id: "key", label: "Create a key" },
  { id: "base-url", label: "Base URL" },
  { id: "models", label: "Models" },
  { id: "endpoints", label: "Endpoints" },
  { id: "headers", label: "Request headers" },
  { id: "response-headers", label: "Response headers" },
  { id: "streaming", label: "Streaming" },
  { id: "sandbox", label: "Sandbox models" },
  { id: "errors", label: "Errors" },
] as const;

interface DocsTocProps {
  entries: readonly { id: string; label: string }[];
}

export function DocsToc({ entries }: DocsTocProps) {
  return (
    <nav aria-label="On this page" className="hidden lg:block">
      <ul className="sticky top-20 border-l border-default">
        {entries.map((entry) => (
          <li key={entry.id}>
            <a
              href={`#${entry.id}`}
              className="flex min-h-7 items-center pl-4 text-sm text-muted hover:text-emphasis"
            >
              {entry.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
