"use client";

import { TwoFactorSetup } from "@/app/_components/two-factor/two-factor-setup";

export function SetUpThenGo({ callbackUrl }: { callbackUrl: string }) {
  return <TwoFactorSetup onDone={() => window.location.assign(callbackUrl)} />;
}
