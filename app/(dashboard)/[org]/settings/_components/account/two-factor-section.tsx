"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { TwoFactorSetup } from "@/app/_components/two-factor/two-factor-setup";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { TwoFactorStatus } from "@/server/contracts/two-factor";
import { type TwoFactorChange, TwoFactorCodeDialog } from "./two-factor-code-dialog";

export function TwoFactorSection() {
  const status = useQuery(useTRPC().twoFactor.status.queryOptions());
  const [isSettingUp, setIsSettingUp] = useState(false);
  return (
    <Section
      title="Two-factor sign-in"
      description="A code from an app on your phone, besides your password, link or provider, at every sign-in."
      actions={
        status.data?.isOn === false && (
          <Button size="sm" onClick={() => setIsSettingUp(true)}>
            Set up…
          </Button>
        )
      }
    >
      {status.data !== undefined ? (
        status.data.isOn && <TwoFactorCard status={status.data} />
      ) : status.isError ? (
        <QueryError query={status} title="It could not be loaded" />
      ) : (
        <Loading>
          <Skeleton className="h-12 w-full" />
        </Loading>
      )}
      <Dialog open={isSettingUp} disablePointerDismissal onOpenChange={setIsSettingUp}>
        {isSettingUp && (
          <DialogContent title="Set up two-factor sign-in">
            <TwoFactorSetup onDone={() => setIsSettingUp(false)} />
          </DialogContent>
        )}
      </Dialog>
    </Section>
  );
}

function TwoFactorCard({ status }: { status: TwoFactorStatus }) {
  const [changing, setChanging] = useState<TwoFactorChange | null>(null);
  const { since, recoveryCodesLeft, requiredBy } = status;
  return (
    <>
      <Card className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
        <Badge tone="success">On</Badge>
        {since !== null && (
          <span className="text-muted">
            since <RelativeTime date={since} />
          </span>
        )}
        <span className={recoveryCodesLeft < 3 ? "text-warning" : "text-muted"}>
          {recoveryCodesLeft} recovery {recoveryCodesLeft === 1 ? "code" : "codes"} left
        </span>
        <span className="grow" />
        <Button size="sm" onClick={() => setChanging("renew")}>
          New recovery codes…
        </Button>
        {requiredBy.length === 0 && (
          <Button size="sm" variant="ghost" onClick={() => setChanging("turn-off")}>
            Turn off…
          </Button>
        )}
      </Card>
      {requiredBy.length > 0 && (
        <p className="mt-3 text-xs text-subtle">{requiredBy.join(", ")} requires it.</p>
      )}
      <TwoFactorCodeDialog change={changing} onClose={() => setChanging(null)} />
    </>
  );
}
