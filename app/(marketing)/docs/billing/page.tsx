import type { Metadata } from "next";
import Link from "next/link";
import { dollars } from "@/app/_components/plan-words";
import { DELETION_DAYS, EXPORT_DAYS } from "@/server/contracts/leaving";
import { BILLING_DAYS, PLANS, TRIAL_STOP_MULTIPLE } from "@/server/contracts/plans";
import { PageTitle } from "../../_components/page-title";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Plans and billing",
  description: "What is counted, what happens at a limit, and how a plan begins, fails and ends.",
};

const ENTRIES = [
  { id: "counting", label: "What is counted" },
  { id: "limits", label: "At the limit" },
  { id: "paying", label: "Trial and payment" },
  { id: "ending", label: "Cancelling" },
  { id: "leaving", label: "Leaving" },
  { id: "own", label: "Your own installation" },
] as const;

const { free: FREE, pro: PRO } = PLANS;
const count = (requests: number): string => requests.toLocaleString("en-US");

export default function BillingDocsPage() {
  return (
    <>
      <PageTitle title="Plans and billing">
        <p>
          You pay your providers for tokens and Floopy for the plan. What each plan gives is on the{" "}
          <Link href="/pricing" className="underline underline-offset-4">
            pricing page
          </Link>
          .
        </p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <Counting />
          <Limits />
          <Paying />
          <Ending />
          <Leaving />
          <OwnInstallation />
        </div>
      </div>
    </>
  );
}

function Counting() {
  return (
    <DocsSection id="counting" title="What is counted">
      <p>
        A request that was answered, by a model or from the cache, or that the firewall stopped, counts once,
        in the calendar month (UTC) in which it came. It is counted from the stored records in the transaction
        that stores them, and compared with them every hour. A request refused before anybody was called
        counts nothing. NPS answers, sessions and feedback are never metered.
      </p>
      <p>
        The console’s Usage page and <Inline>GET /v1/usage</Inline> show the month so far; the page also shows
        what it will come to at the pace of the last seven days, split by model, project and key, and gives it
        as a file.
      </p>
      <p>
        When the plan changes, counting begins anew: what was used before is not held against the new plan.
      </p>
    </DocsSection>
  );
}

function Limits() {
  const { requests, microUsd } = PRO.overageBlock;
  return (
    <DocsSection id="limits" title="At the limit">
      <p>
        <b className="text-emphasis">Free</b> includes {count(FREE.requestsMonthly)} requests. Past them
        requests are still forwarded, but what is said in them is not stored. At{" "}
        {count(FREE.requestsMonthly * FREE.hardStopMultiple)} they end with status 402 and the code{" "}
        <Inline>quota_exhausted</Inline> until the month is over.
      </p>
      <p>
        <b className="text-emphasis">Pro</b> includes {count(PRO.requestsMonthly)}. Past them each block of{" "}
        {count(requests)} that is begun costs {dollars(microUsd)}. An owner can set a cap on that; where the
        cap allows no further block, requests end with the same code. Without a cap they never do.
      </p>
      <p>
        Owners and admins get a mail at 80 and at 100 % of what is included, and of where requests end, once a
        month each. A banner in the console says the same to everybody.
      </p>
    </DocsSection>
  );
}

function Paying() {
  return (
    <DocsSection id="paying" title="Trial and payment">
      <p>
        Pro begins with a trial of {BILLING_DAYS.trial} days, once for each organisation. Nothing past the
        included requests is sold in it: texts are no longer stored then, and at {TRIAL_STOP_MULTIPLE} times
        as many requests end. Three days before its end there is a mail.
      </p>
      <p>
        When a payment fails, Pro goes on for {BILLING_DAYS.grace} days while it is tried again. After that
        the limits of Free hold. Nothing is deleted; once it is paid, Pro is back at once.
      </p>
      <p>
        Only owners can buy, cancel, change the card and set the cap, under Settings → Plan &amp; billing.
        Invoices are there for owners and admins.
      </p>
    </DocsSection>
  );
}

function Ending() {
  return (
    <DocsSection id="ending" title="Cancelling">
      <p>
        A cancelled plan lasts until its period ends and can be resumed until then. After it, what was
        recorded stays readable for {BILLING_DAYS.kept} days as on Pro. Then Free’s days hold:{" "}
        {FREE.retentionDays.bodies} for what was said, {FREE.retentionDays.metadata} for everything else.
        Projects and members beyond Free’s limits stay; new ones cannot be added. Settings that belong to Pro
        stay stored and are not used.
      </p>
    </DocsSection>
  );
}

function Leaving() {
  return (
    <DocsSection id="leaving" title="Leaving">
      <p>
        Under Settings → General an owner can make an export: all that is stored of the organisation as JSON
        lines in a zip file, without secrets, for download during {EXPORT_DAYS} days. Each link to it is
        signed and good for a quarter of an hour.
      </p>
      <p>
        An owner can also have the organisation deleted. It is done {DELETION_DAYS} days later and can be
        taken back until then. Then every row of it goes from every table, the audit log included, records
        that were still on their way are dropped, and a paid plan ends with what was not used given back.
        Owners get a receipt by mail with the number of rows of each kind; ours names nobody. Cached answers
        in a shared cache, if you run one, can no longer be read and run out with their time.
      </p>
    </DocsSection>
  );
}

function OwnInstallation() {
  return (
    <DocsSection id="own" title="Your own installation">
      <p>
        Without Stripe’s keys payments are simulated, and every page that shows them says so: a checkout,
        cards that work or are declined, and a clock that can be put forward. With{" "}
        <Inline>STRIPE_SECRET_KEY</Inline>, <Inline>STRIPE_WEBHOOK_SECRET</Inline>,{" "}
        <Inline>STRIPE_PRICE_PRO</Inline> and <Inline>STRIPE_PRICE_OVERAGE</Inline> the same flow runs through
        Stripe. The command <Inline>npm run operator -- stripe-setup</Inline> makes the prices and the meter
        from the plan table; the webhook’s address is <Inline>/api/stripe/webhook</Inline>. In Stripe, let
        subscriptions whose payment keeps failing become unpaid.
      </p>
      <p>
        Enterprise is given by an operator: <Inline>npm run operator -- enterprise your-organisation</Inline>.
        It is in the audit log.
      </p>
    </DocsSection>
  );
}
