import { ArrowUp, Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/app/_ui/button";
import { Textarea } from "@/app/_ui/input";
import { Card } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { PROMPT_LIMITS, PromptMessage } from "@/server/contracts/prompts";
import type { DraftMessage } from "./prompt-draft";

const ROLES = PromptMessage.shape.role.options.map((value) => ({ value, label: value }));

export interface MessageFieldsProps {
  messages: readonly DraftMessage[];
  onMessages: (messages: readonly DraftMessage[]) => void;
}

export function MessageFields({ messages, onMessages }: MessageFieldsProps) {
  const change = (key: number, changes: Partial<DraftMessage>) =>
    onMessages(messages.map((each) => (each.key === key ? { ...each, ...changes } : each)));
  const add = () =>
    onMessages([
      ...messages,
      { key: Math.max(-1, ...messages.map(({ key }) => key)) + 1, role: "user", content: "" },
    ]);
  const moveUp = (index: number) => {
    const moved = messages[index];
    if (moved === undefined) return;
    const rest = messages.filter((_, at) => at !== index);
    onMessages([...rest.slice(0, index - 1), moved, ...rest.slice(index - 1)]);
  };
  return (
    <div className="space-y-3">
      {messages.map(({ key, role, content }, index) => (
        <Card key={key}>
          <div className="flex items-center gap-1 border-b border-subtle px-2 py-1.5">
            <Select
              aria-label={`Role of message ${index + 1}`}
              className="w-32"
              size="sm"
              options={ROLES}
              value={role}
              onValueChange={(next) => change(key, { role: next })}
            />
            <span className="grow" />
            {index > 0 && (
              <IconButton label={`Move message ${index + 1} up`} size="icon-sm" onClick={() => moveUp(index)}>
                <ArrowUp aria-hidden />
              </IconButton>
            )}
            {messages.length > 1 && (
              <IconButton
                label={`Remove message ${index + 1}`}
                size="icon-sm"
                onClick={() => onMessages(messages.filter((each) => each.key !== key))}
              >
                <Trash2 aria-hidden />
              </IconButton>
            )}
          </div>
          <Textarea
            aria-label={`Message ${index + 1}`}
            value={content}
            onChange={(event) => change(key, { content: event.currentTarget.value })}
            rows={Math.min(18, Math.max(4, content.split("\n").length + 1))}
            className="rounded-none border-0 px-3 py-2 focus-visible:outline-2 focus-visible:-outline-offset-2"
            placeholder={
              role === "user" ? "Reply to {{name}}: {{question}}" : "You are a friendly support agent."
            }
          />
        </Card>
      ))}
      {messages.length < PROMPT_LIMITS.messages && (
        <Button size="sm" icon={<Plus aria-hidden />} onClick={add}>
          Add message
        </Button>
      )}
    </div>
  );
}
