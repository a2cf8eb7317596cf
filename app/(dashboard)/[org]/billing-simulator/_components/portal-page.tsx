"use client";

import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import type { BillingView } from "@/server/contracts/billing";
import { PLANS } from "@/server/contracts/plans";
import { CardChoice, type CardKind } from "./card-choice";
import { useSimulate } from "./use-simulate";

const STEPS = [
  { days: 1, label: "1 day" },
  { days: 8, label: "8 days" },
  { days: 15, label: "15 days" },
  { days: 31, label: "31 days" },
] as const;

export function PortalPage({ billing }: { billing: BillingView }) {
  const { org } = useConsole();
  return (
    <>
      <CardSection />
      <ClockSection billing={billing} />
      <ButtonLink href={`/${org.slug}/settings?tab=billing`}>Back to plan &amp; billing</ButtonLink>
    </>
  );
}

function CardSection() {
  const [card, setCard] = useState<CardKind>("good");
  const simulate = useSimulate(() => toast.success("The card is changed"));
  return (
    <Section title="Card" description="What is open is paid at once with a card that works.">
      <div className="space-y-3">
        <CardChoice value={card} onChange={setCard} />
        <Button onClick={() => simulate.run({ type: "change_card", card })} isLoading={simulate.isPending}>
          Use this card
        </Button>
      </div>
    </Section>
  );
}

/** Renewals, failed payments and ends come with time; here it can be put forward. */
function ClockSection({ billing }: { billing: BillingView }) {
  const simulate = useSimulate(() => toast.success("Time has passed"));
  const date = billing.now.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return (
    <Section
      title="Clock"
      description={`In the simulator it is ${date}, and you are on ${PLANS[billing.planId].name}. Only payments follow this clock; requests are counted in real months.`}
    >
      <div className="flex flex-wrap gap-2">
        {STEPS.map(({ days, label }) => (
          <Button
            key={days}
            disabled={simulate.isPending}
            onClick={() => simulate.run({ type: "advance", days })}
          >
            {label} later
          </Button>
        ))}
      </div>
    </Section>
  );
}
