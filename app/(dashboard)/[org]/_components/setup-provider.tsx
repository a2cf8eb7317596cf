"use client";

import { useConsole } from "@/app/_components/shell/console-context";
import { ButtonLink } from "@/app/_ui/button";

export function SetupProvider() {
  const { org, may } = useConsole();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="max-w-128 text-sm text-muted">
        The sandbox is always connected and answers <code className="font-mono text-xs">auto</code> and{" "}
        <code className="font-mono text-xs">sandbox/balanced</code>. For real models, add a key of your
        provider.
      </p>
      {may("provider:manage") && (
        <ButtonLink size="sm" href={`/${org.slug}/providers`}>
          Connect a provider
        </ButtonLink>
      )}
    </div>
  );
}
