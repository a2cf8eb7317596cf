"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/app/_ui/button";

const PROVIDERS = [
  { id: "google", name: "Google" },
  { id: "github", name: "GitHub" },
] as const;

type ProviderId = (typeof PROVIDERS)[number]["id"];

interface ProviderButtonsProps {
  available: Record<ProviderId, boolean>;
  callbackUrl: string;
}

/** Only the providers this installation has credentials for; nothing at all without any. */
export function ProviderButtons({ available, callbackUrl }: ProviderButtonsProps) {
  const [leavingFor, setLeavingFor] = useState<ProviderId | null>(null);
  const shown = PROVIDERS.filter((provider) => available[provider.id]);
  if (shown.length === 0) return null;
  return (
    <div className="mb-5 flex flex-col gap-2 border-b border-default pb-5">
      {shown.map((provider) => (
        <Button
          key={provider.id}
          size="lg"
          isLoading={leavingFor === provider.id}
          disabled={leavingFor !== null}
          onClick={() => {
            setLeavingFor(provider.id);
            void signIn(provider.id, { callbackUrl });
          }}
        >
          Continue with {provider.name}
        </Button>
      ))}
    </div>
  );
}
