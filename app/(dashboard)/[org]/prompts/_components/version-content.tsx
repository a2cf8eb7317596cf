import { Facts } from "@/app/_ui/facts";
import { Card } from "@/app/_ui/section";
import type { PromptVersionView } from "@/server/contracts/prompts";
import { SETTING_LABELS } from "./prompt-texts";

export function VersionContent({
  version: { messages, variables, settings },
}: {
  version: PromptVersionView;
}) {
  const set = Object.entries(SETTING_LABELS).flatMap(([name, label]) => {
    const value = Object.entries(settings).find(([key]) => key === name)?.[1];
    return value === undefined ? [] : [{ label, value: <span className="font-mono text-xs">{value}</span> }];
  });
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <Card className="divide-y divide-subtle">
        {messages.map(({ role, content }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages of a version never change, and have no other name
          <div key={index} className="px-4 py-3">
            <p className="text-xs text-subtle">{role}</p>
            <p className="mt-1 text-sm break-words whitespace-pre-wrap text-emphasis">
              <WithVariables content={content} />
            </p>
          </div>
        ))}
      </Card>
      <div className="space-y-6">
        <div>
          <h3 className="mb-1 text-sm font-semibold text-emphasis">Variables</h3>
          {variables.length === 0 ? (
            <p className="text-sm text-muted">None: it is the same for every request.</p>
          ) : (
            <Facts
              items={variables.map((variable) => ({
                label: variable.name,
                value:
                  variable.default === undefined
                    ? `${variable.type}, required`
                    : `${variable.type}, else ${JSON.stringify(variable.default)}`,
              }))}
            />
          )}
        </div>
        <div>
          <h3 className="mb-1 text-sm font-semibold text-emphasis">Settings</h3>
          {set.length === 0 ? (
            <p className="text-sm text-muted">None: each request says its own.</p>
          ) : (
            <Facts items={set} />
          )}
        </div>
      </div>
    </div>
  );
}

function WithVariables({ content }: { content: string }) {
  return content.split(/((?<!\\)\{\{[^{}]*\}\})/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have their place and nothing else
      <mark key={index} className="rounded-sm bg-accent-subtle px-0.5 font-mono text-xs text-accent">
        {part}
      </mark>
    ) : (
      part
    ),
  );
}
