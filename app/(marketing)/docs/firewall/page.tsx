import type { Metadata } from "next";
import Link from "next/link";
import { DRY_RUN_KEPT_DAYS, DRY_RUN_REQUESTS_MAX } from "@/server/contracts/firewall-dry-runs";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import { ALLOW_TERMS, DRY_RUN_TERMS, HIT_TERMS } from "../../_content/firewall";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Firewall",
  description:
    "How to try a policy on past requests, what the firewall found, how to review it, and how a mistake becomes a rule.",
};

const ENTRIES = [
  { id: "dry-run", label: "Before you save" },
  { id: "found", label: "What was found" },
  { id: "reviews", label: "Reviews" },
  { id: "mistakes", label: "Mistakes" },
  { id: "limits", label: "What a rule does not do" },
] as const;

export default function FirewallDocsPage() {
  return (
    <>
      <PageTitle title="Firewall">
        <p>
          Each project has a policy for what users, tools and models say. The console shows what it found,
          over time and one by one, and lets your team say where it was wrong.
        </p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <DocsSection id="dry-run" title="Before you save">
            <p>
              A dry run has the policy that stands in the form, saved or not, look at the stored requests of
              the last 24 hours, 7 or 30 days. It runs in the background, at most{" "}
              {DRY_RUN_REQUESTS_MAX.toLocaleString("en-US")} requests at a time (of more, every so many are
              chosen by chance, and the page says so), changes nothing, and can be cancelled. Whoever may
              change the policy may start one; one runs at a time in a project. Results are kept for{" "}
              {DRY_RUN_KEPT_DAYS} days and hold no text; an example is found again in its record, with
              personal data and secrets replaced.
            </p>
            <TermTable terms={DRY_RUN_TERMS} />
            <p>
              It uses the same detectors as the path of requests. It cannot judge requests whose text is not
              stored. Where words were replaced before storing, a placeholder is read as an example of its
              kind; words that a rule had replaced count as found again while the rule exists. What single
              requests asked for in headers and what a remote detector would say are left aside.
            </p>
          </DocsSection>
          <DocsSection id="found" title="What was found">
            <TermTable terms={HIT_TERMS} />
            <p>
              A hit leads to its request, and the request’s details lead back. Around it you see the text as
              far as the project stores it, with personal data and secrets replaced whatever is stored.
              Projects that store nothing have no hits to show. How well the detectors do in general is on the{" "}
              <Link href="/trust#firewall" className="underline underline-offset-4">
                trust page
              </Link>
              .
            </p>
          </DocsSection>
          <DocsSection id="reviews" title="Reviews">
            <p>
              Owners and admins mark a hit as right or as a mistake. From that comes the precision of each
              detector: the share that was right, with the range in which it lies with 95 % certainty. Reviews
              are audited, and go with the request when it is deleted.
            </p>
          </DocsSection>
          <DocsSection id="mistakes" title="Mistakes">
            <p>
              A mistake can become a rule that lets the same thing pass. Before it is saved you see what else
              it would have let through among the stored hits. A rule has a reason, an author and, if you
              like, an end. It is a part of the policy: each change makes a new version, which gateways follow
              within seconds and the cache tells from the one before.
            </p>
            <TermTable terms={ALLOW_TERMS} />
            <p>
              Where no text is stored, only a place or a lower sensitivity can be chosen. Where words were
              replaced before storing, a pattern is proposed in which any such value may stand.
            </p>
          </DocsSection>
          <DocsSection id="limits" title="What a rule does not do">
            <p>
              It excuses the words it names and nothing beside them. The rest of the text is judged as if they
              were not there, so that an attack before, behind or around them is still found; and where the
              text as a whole looks worse than those words alone, the hit stays. A rule that would let a known
              attack pass is refused. Rules never change what is redacted before a request is stored, and
              never concern a{" "}
              <Link href="/docs/remote-detector" className="underline underline-offset-4">
                remote detector
              </Link>
              . Phrases stay in the policy when the request is deleted; the audit log says who allowed what
              kind of thing and why, never the phrase. Saving a phrase never weakens <Inline>block</Inline>{" "}
              for anything else.
            </p>
          </DocsSection>
        </div>
      </div>
    </>
  );
}
