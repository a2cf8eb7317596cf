"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost } from "@/app/_lib/format";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import type { BillingView } from "@/server/contracts/billing";
import { BILLING_DAYS, PLANS } from "@/server/contracts/plans";
import { CardChoice, type CardKind } from "./card-choice";
import { useSimulate } from "./use-simulate";

export function CheckoutPage({ billing }: { billing: BillingView }) {
  const { org } = useConsole();
  const router = useRouter();
  const [card, setCard] = useState<CardKind>("good");
  const [isDeclined, setIsDeclined] = useState(false);
  const back = `/${org.slug}/settings?tab=billing`;
  const simulate = useSimulate((result) => {
    setIsDeclined(result.isDeclined);
    if (result.isDeclined) return;
    toast.success("You are on Pro");
    router.push(back);
  });
  const price = formatCost(PLANS.pro.monthlyMicroUsd);
  return (
    <Section
      title="Floopy Pro"
      description={
        billing.hasTrial
          ? `${BILLING_DAYS.trial} days free, then ${price} a month. Cancel any time before.`
          : `${price} a month, from today.`
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          setIsDeclined(false);
          simulate.run({ type: "pay", card });
        }}
      >
        <CardChoice value={card} onChange={setCard} />
        {isDeclined && (
          <Callout tone="error" isLive>
            The card was declined. Nothing was bought; choose another card.
          </Callout>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" isLoading={simulate.isPending}>
            {billing.hasTrial ? "Start the trial" : `Pay ${price}`}
          </Button>
          <ButtonLink href={back}>Back</ButtonLink>
        </div>
      </form>
    </Section>
  );
}
