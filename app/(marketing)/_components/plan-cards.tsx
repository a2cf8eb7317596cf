import { AskForEnterprise } from "@/app/_components/ask-for-enterprise";
import { planFacts, planPrice } from "@/app/_components/plan-words";
import { ButtonLink } from "@/app/_ui/button";
import { BILLING_DAYS, PLAN_IDS, PLANS, type Plan } from "@/server/contracts/plans";

/** `salesEmail`: where to ask for Enterprise. */
export function PlanCards({ salesEmail }: { salesEmail: string | null }) {
  return (
    <div className="grid divide-y divide-default border-y border-default sm:grid-cols-3 sm:divide-x sm:divide-y-0">
      {PLAN_IDS.map((planId) => (
        <PlanCard key={planId} plan={PLANS[planId]} salesEmail={salesEmail} />
      ))}
    </div>
  );
}

function PlanCard({ plan, salesEmail }: { plan: Plan; salesEmail: string | null }) {
  const price = planPrice(plan);
  return (
    <section
      aria-labelledby={`plan-${plan.id}`}
      className="flex flex-col py-6 sm:px-6 sm:first:pl-0 sm:last:pr-0"
    >
      <h3 id={`plan-${plan.id}`} className="text-base leading-6 font-semibold text-emphasis">
        {plan.name}
      </h3>
      <p className="mt-2 flex items-baseline gap-2">
        <span className="text-2xl font-semibold text-emphasis tabular-nums">{price.amount}</span>
        <span className="text-sm text-muted">{price.unit}</span>
      </p>
      <dl className="mt-4 mb-6 space-y-2 text-sm leading-5">
        {planFacts(plan).map(({ label, value }) => (
          <div key={label} className="flex justify-between gap-4">
            <dt className="text-muted">{label}</dt>
            <dd className="text-right whitespace-nowrap text-emphasis tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-auto">
        {plan.id === "enterprise" ? (
          <AskForEnterprise email={salesEmail} />
        ) : (
          <ButtonLink href="/sign-up" variant={plan.id === "free" ? "primary" : "secondary"}>
            {plan.id === "free" ? "Start free" : `Try ${BILLING_DAYS.trial} days`}
          </ButtonLink>
        )}
      </div>
    </section>
  );
}
