import type { Metadata } from "next";
import { BILLING_DAYS, PLANS } from "@/server/contracts/plans";
import { serverCaller } from "@/server/trpc/server-caller";
import { PageTitle } from "../_components/page-title";
import { PlanCards } from "../_components/plan-cards";
import { PlanFeatures } from "../_components/plan-features";
import { Section } from "../_components/section";
import { VolumePrices } from "../_components/volume-prices";

export const metadata: Metadata = {
  title: "Pricing",
  description: "Free, Pro and Enterprise. You pay your providers for tokens and Floopy for the plan.",
};

export default async function PricingPage() {
  const { email } = await (await serverCaller()).billing.salesContact();
  return (
    <>
      <PageTitle title="Pricing">
        <p>
          You bring your own provider keys, so tokens are between you and your provider. We never add a
          margin. Past the monthly requests of Free, requests are still forwarded, without storing what was
          said, up to {PLANS.free.hardStopMultiple} times as many. Pro begins with a trial of{" "}
          {BILLING_DAYS.trial} days.
        </p>
      </PageTitle>
      <Section id="plans" title="Plans" lead={<p>Feedback, NPS answers and sessions are never metered.</p>}>
        <PlanCards salesEmail={email} />
      </Section>
      <Section
        id="volume"
        title="Your volume"
        lead={<p>What any number of requests a month costs, to the dollar.</p>}
      >
        <VolumePrices />
      </Section>
      <Section
        id="features"
        title="What the plans add"
        lead={
          <p>
            The gateway, your provider keys, routes, the request log and every storage mode are on all plans.
          </p>
        }
      >
        <PlanFeatures />
      </Section>
      <Section id="shared" title="The shared model" lead={<p>How Free can be free.</p>}>
        <div className="max-w-[64ch] space-y-4 text-base leading-7 text-default">
          <p>
            Free and Pro organisations contribute statistics to the shared model and receive it. Statistics
            means differences between models in score, cost and latency; never prompts, answers or comments.
          </p>
          <p>
            Enterprise organisations may opt out. An isolated organisation gives nothing and receives only the
            public benchmark prior. There is no setting in between that takes without giving.
          </p>
        </div>
      </Section>
    </>
  );
}
