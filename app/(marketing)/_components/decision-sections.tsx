import { ComparisonTable } from "./comparison-table";
import { FaqList } from "./faq-list";
import { PlanCards } from "./plan-cards";
import { Section } from "./section";
import { SiteLink } from "./site-link";
import { StorageTable } from "./storage-table";
import { WrongChoices } from "./wrong-choices";

/** What a visitor weighs: the alternatives, what is kept, the price, what is left to ask. */
export function DecisionSections({ salesEmail }: { salesEmail: string | null }) {
  return (
    <>
      <Section
        id="compare"
        title="When we are the wrong choice"
        lead={
          <p>
            There are good products in this field. Five cases where you should take another one, and one where
            you need none of us.
          </p>
        }
      >
        <WrongChoices />
        <div className="mt-12">
          <ComparisonTable />
        </div>
      </Section>
      <Section
        id="data"
        title="What we keep"
        lead={
          <p>
            A setting of each project. A single request can ask for less, never for more.{" "}
            <SiteLink href="/trust">Trust and data</SiteLink>
          </p>
        }
      >
        <StorageTable />
      </Section>
      <Section
        id="pricing"
        title="Pricing"
        lead={
          <p>
            You pay your providers for tokens and us for the plan.{" "}
            <SiteLink href="/pricing">All details</SiteLink>
          </p>
        }
      >
        <PlanCards salesEmail={salesEmail} />
      </Section>
      <Section id="faq" title="Questions">
        <FaqList />
      </Section>
    </>
  );
}
