import { AskForEnterprise } from "@/app/_components/ask-for-enterprise";
import { ButtonLink } from "@/app/_ui/button";
import { BILLING_DAYS, type Plan } from "@/server/contracts/plans";
import { PLAN_ORDER, PLAN_ROWS, planPrice } from "../_content/plan-text";

/** `salesEmail`: where to ask for Enterprise. */
export function PlanCards({ salesEmail }: { salesEmail: string | null }) {
  return (
    <div className="grid divide-y divide-default border-y border-default sm:grid-cols-3 sm:divide-x sm:divide-y-0">
      {PLAN_ORDER.map((plan) => (
        <PlanCard key={plan.id} plan={plan} salesEmail={salesEmail} />
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
        {PLAN_ROWS.map((row) => (
          <div key={row.label} className="flex justify-between gap-4">
            <dt className="text-muted">{row.label}</dt>
            <dd className="text-right whitespace-nowrap text-emphasis tabular-nums">{row.value(plan)}</dd>
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
