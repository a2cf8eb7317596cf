import type { Metadata } from "next";
import Link from "next/link";
import { siteOrigin } from "@/app/_lib/server/site-origin";
import { CodeBlock } from "@/app/_ui/code-block";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import { FEEDBACK_KINDS, FEEDBACK_PROOFS, feedbackSnippet } from "../../_content/feedback";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Feedback and NPS",
  description: "How end users’ answers reach Floopy, what they count for, and how to read the NPS.",
};

const ENTRIES = [
  { id: "server", label: "From your server" },
  { id: "proof", label: "Proof" },
  { id: "asking", label: "Who is asked" },
  { id: "reading", label: "Reading the NPS" },
] as const;

export default async function FeedbackDocsPage() {
  const baseUrl = `${await siteOrigin()}/v1`;
  return (
    <>
      <PageTitle title="Feedback and NPS">
        <p>What your end users say decides which model answers them. None of it is metered, on any plan.</p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <DocsSection id="server" title="From your server">
            <p>
              Name the session that you gave to the gateway in <Inline>floopy-session-id</Inline>. Without
              one, the key’s latest session is meant. Feedback that comes before its session waits a day for
              it.
            </p>
            <CodeBlock language="shell" code={feedbackSnippet(baseUrl)} />
            <p>
              <Inline>kind</Inline> says what it is:
            </p>
            <TermTable terms={FEEDBACK_KINDS} />
            <p>
              Every field is in the{" "}
              <Link href="/docs/api" className="underline underline-offset-4">
                API reference
              </Link>
              , those of <Inline>/v1/nps</Inline> for pages with a publishable key too.
            </p>
          </DocsSection>
          <DocsSection id="proof" title="Proof">
            <p>
              An answer from a page can be made up by anybody who has read the page’s key. So each answer
              keeps how it proves its session, and better proof takes the place of worse.
            </p>
            <TermTable terms={FEEDBACK_PROOFS} />
            <p>
              A session has one answer. Whoever gave it may change it for ten minutes. More than 25 unsigned
              answers a day from one network are kept, but count nowhere.
            </p>
          </DocsSection>
          <DocsSection id="asking" title="Who is asked">
            <p>
              The server decides, for each session once: whether the project asks at all, whether the session
              had enough answers, whether this user was asked or has answered lately, and then by a draw.
              Where another answer would teach little, it asks less often. The probability is kept with the
              ask. All of this is set for each project under Settings, Feedback. The question itself is fixed
              in each language, so that scores compare.
            </p>
          </DocsSection>
          <DocsSection id="reading" title="Reading the NPS">
            <p>
              The NPS is the share of 9 and 10 less the share of 0 to 6, from −100 to +100. It never stands
              without its 95 % interval, and below 30 answers it is not shown at all: with 100 answers it is
              still open by about 15 points either way. Unsigned answers count a quarter. Groups are compared
              with all other answers; where the interval of the difference holds 0, they are not told apart.
            </p>
            <p>
              The interval is the adjusted Wald interval of Rocks (The American Statistician, 2016). Personal
              data and secrets in comments are replaced before anything is stored, whatever your storage mode.
            </p>
          </DocsSection>
        </div>
      </div>
    </>
  );
}
