"use client";

import { useConsole } from "@/app/_components/shell/console-context";
import { firstRequestSnippets } from "@/app/_lib/snippets";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CodeTabs } from "@/app/_ui/code-block";
import { CopyField } from "@/app/_ui/copy";
import { DialogFooter } from "@/app/_ui/dialog";
import type { CreateApiKeyOutput } from "@/server/contracts/api-keys";

export function KeyReveal({ created, onDone }: { created: CreateApiKeyOutput; onDone: () => void }) {
  const { origin } = useConsole();
  const mayCall = created.apiKey.permissions.includes("write");
  return (
    <div className="space-y-4">
      <Callout tone="warning" isLive>
        Copy the key now. We keep only a hash of it, so nobody can show it again.
      </Callout>
      <CopyField value={created.secret} label="Copy API key" />
      {mayCall && (
        <CodeTabs label="First request" samples={firstRequestSnippets({ origin, apiKey: created.secret })} />
      )}
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </DialogFooter>
    </div>
  );
}
