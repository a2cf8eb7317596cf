"use client";

import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CopyButton } from "@/app/_ui/copy";

/** The only time that they are shown. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className="space-y-4">
      <Callout tone="warning" isLive>
        Keep these codes in a safe place: each lets you in once when you do not have your phone. They are not
        shown again.
      </Callout>
      <ul className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-lg border border-default bg-subtle p-4 font-mono text-sm text-emphasis">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-between gap-2">
        <CopyButton text={codes.join("\n")} label="Copy all codes" isLabelled />
        <Button variant="primary" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}
