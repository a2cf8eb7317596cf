import { Bot, FileImage, Settings2, SquareFunction, User, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { ModelText, PlainText } from "@/app/_components/model-text";
import { CopyButton } from "@/app/_ui/copy";
import type { Message, Part } from "./conversation";
import { Folded } from "./folded";

interface RoleLook {
  label: string;
  icon: ReactNode;
}

const ROLES: Readonly<Record<string, RoleLook>> = {
  system: { label: "System", icon: <Settings2 aria-hidden /> },
  developer: { label: "Developer", icon: <Settings2 aria-hidden /> },
  user: { label: "User", icon: <User aria-hidden /> },
  assistant: { label: "Assistant", icon: <Bot aria-hidden /> },
  tool: { label: "Tool result", icon: <Wrench aria-hidden /> },
  input: { label: "Input", icon: <User aria-hidden /> },
};

/** One message of the conversation; `note` says what is special about it. */
export function MessageCard({ message, note }: { message: Message; note?: ReactNode }) {
  const look = ROLES[message.role] ?? { label: message.role, icon: <User aria-hidden /> };
  const text = message.parts.flatMap((part) => ("text" in part ? [part.text] : [])).join("\n");
  return (
    <li className="group border-b border-subtle py-3 last:border-b-0">
      <div className="mb-1.5 flex min-h-6 items-center gap-2 text-xs text-subtle">
        <span className="inline-flex items-center gap-1.5 font-semibold text-muted [&_svg]:size-3.5">
          {look.icon}
          {look.label}
        </span>
        {message.callId !== null && <span className="truncate font-mono text-2xs">{message.callId}</span>}
        {note}
        {text !== "" && (
          <CopyButton
            text={text}
            label="Copy message"
            className="ml-auto opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
          />
        )}
      </div>
      <div className="space-y-2 pl-5">
        {message.parts.length === 0 && <p className="text-sm text-subtle">Empty message</p>}
        {message.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stored message never changes, and its parts have no id
          <PartView key={index} part={part} isModels={message.role === "assistant"} />
        ))}
      </div>
    </li>
  );
}

function PartView({ part, isModels }: { part: Part; isModels: boolean }) {
  switch (part.kind) {
    case "text":
      return (
        <Folded length={part.text.length}>
          {isModels ? <ModelText text={part.text} /> : <PlainText text={part.text} />}
        </Folded>
      );
    case "reasoning":
      return (
        <details className="rounded-md border border-default px-3 py-2 text-sm text-muted">
          <summary className="min-h-6 cursor-pointer text-xs font-semibold">Reasoning</summary>
          <div className="mt-2">
            <ModelText text={part.text} />
          </div>
        </details>
      );
    case "refusal":
      return (
        <p className="rounded-md bg-warning-subtle px-3 py-2 text-sm text-default">Refused: {part.text}</p>
      );
    case "media":
      return (
        <p className="inline-flex max-w-full items-center gap-2 rounded-md border border-default px-2.5 py-1.5 text-xs text-muted">
          <FileImage aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{part.label}</span>
        </p>
      );
    case "tool_call":
      return (
        <div className="overflow-hidden rounded-md border border-default">
          <p className="flex items-center gap-2 border-b border-default bg-subtle px-3 py-1.5 text-xs text-muted">
            <SquareFunction aria-hidden className="size-3.5" />
            Calls <span className="font-mono text-emphasis">{part.name}</span>
            <span className="ml-auto truncate font-mono text-2xs text-subtle">{part.callId}</span>
          </p>
          <Pre text={part.args} />
        </div>
      );
    case "json":
      return <Pre text={part.json} />;
  }
}

function Pre({ text }: { text: string }) {
  return (
    <Folded length={text.length}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="overflow-x-auto px-3 py-2 font-mono text-xs leading-5 text-emphasis">
        {text === "" ? "No arguments" : text}
      </pre>
    </Folded>
  );
}
