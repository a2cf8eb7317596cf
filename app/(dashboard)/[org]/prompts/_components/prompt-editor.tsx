import type { ReactNode } from "react";
import { PageBody } from "@/app/_components/page-header";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Section } from "@/app/_ui/section";
import { MessageFields } from "./message-fields";
import type { PromptDraft } from "./prompt-draft";
import { SettingFields } from "./setting-fields";
import { TryPanel } from "./try-panel";
import { VariableFields } from "./variable-fields";

export interface PromptEditorProps {
  projectId: string;
  draft: PromptDraft;
  onDraft: (draft: PromptDraft) => void;
  /** Before the messages: what the whole prompt is called. */
  children?: ReactNode;
}

/** Messages, variables and settings of a version, and beside them a place to try it. */
export function PromptEditor({ projectId, draft, onDraft, children }: PromptEditorProps) {
  const change = (changes: Partial<PromptDraft>) => onDraft({ ...draft, ...changes });
  return (
    <PageBody>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="min-w-0 space-y-8">
          {children}
          <Section
            title="Messages"
            description="They come before the messages of the request. {{name}} stands for a value."
          >
            <MessageFields messages={draft.messages} onMessages={(messages) => change({ messages })} />
          </Section>
          <VariableFields draft={draft} onVariables={(variables) => change({ variables })} />
          <SettingFields settings={draft.settings} onSettings={(settings) => change({ settings })} />
          <Field label="Note" isOptional description="What is new in this version, for the list of versions.">
            <Input
              value={draft.note}
              onValueChange={(note) => change({ note })}
              maxLength={200}
              autoComplete="off"
            />
          </Field>
        </div>
        <TryPanel projectId={projectId} draft={draft} />
      </div>
    </PageBody>
  );
}
