"use client";

import { useState } from "react";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import type { BillingView } from "@/server/contracts/billing";
import { BILLING_DAYS, PLANS } from "@/server/contracts/plans";
import { dayText } from "./billing-texts";
import { useBillingActions } from "./use-billing-actions";

/** The way from one plan to the other. */
export function PlanActions({ billing }: { billing: BillingView }) {
  const [isAsking, setIsAsking] = useState(false);
  const { checkout, portal, cancel, resume } = useBillingActions({ onChanged: () => setIsAsking(false) });
  if (billing.planId === "free" && billing.status !== "past_due")
    return (
      <Button variant="primary" onClick={checkout.run} isLoading={checkout.isPending}>
        {billing.hasTrial ? `Try Pro for ${BILLING_DAYS.trial} days` : "Upgrade to Pro"}
      </Button>
    );
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={portal.run} isLoading={portal.isPending}>
        {billing.status === "past_due" ? "Change card" : "Card and addresses"}
      </Button>
      {billing.cancelAtPeriodEnd ? (
        <Button variant="primary" onClick={resume.run} isLoading={resume.isPending}>
          Resume Pro
        </Button>
      ) : (
        <Button onClick={() => setIsAsking(true)}>Cancel plan…</Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => {
          cancel.reset();
          setIsAsking(isOpen);
        }}
        title="Cancel Pro?"
        description={<CancelWords billing={billing} />}
        confirmLabel="Cancel plan"
        dismissLabel="Keep Pro"
        isPending={cancel.isPending}
        error={cancel.error}
        onConfirm={cancel.run}
      />
    </div>
  );
}

/** What changes at the end of the period, with what there is more of than Free allows. */
function CancelWords({ billing }: { billing: BillingView }) {
  const { projectsMax, seatsMax, retentionDays } = PLANS.free;
  const end = billing.currentPeriodEnd;
  const more = [
    billing.projects > projectsMax && `${billing.projects} projects (Free has ${projectsMax})`,
    billing.members > seatsMax && `${billing.members} members (Free has ${seatsMax})`,
  ].filter(Boolean);
  return (
    <>
      Pro goes on until {end === null ? "the end of its period" : dayText(end)} and is not charged again. Then
      the limits of Free hold. What was recorded stays readable for {BILLING_DAYS.kept} days, after that what
      was said is kept for {retentionDays.bodies} days.
      {more.length > 0 && ` Your ${more.join(" and ")} stay; new ones cannot be added.`} You can resume until
      then.
    </>
  );
}
