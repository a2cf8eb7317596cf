import type { Metadata } from "next";
import Link from "next/link";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import { CHECK_TERMS, JUDGE_TERMS } from "../../_content/evaluations";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Evaluations",
  description: "How answers are checked, judged and rated, and what your routes learn from that.",
};

const ENTRIES = [
  { id: "checks", label: "Checks" },
  { id: "judge", label: "The judge" },
  { id: "calibration", label: "Judge against users" },
  { id: "ratings", label: "Ratings" },
  { id: "limits", label: "What it cannot do" },
] as const;

export default function EvaluationsDocsPage() {
  return (
    <>
      <PageTitle title="Evaluations">
        <p>
          Users answer rarely. Between their answers, checks, a judge and your own people say how good the
          answers are. Your users have the last word.
        </p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <DocsSection id="checks" title="Checks">
            <p>
              Every stored answer is looked at by code alone, some seconds after it was given and never while
              it is being given. A check that does not apply says nothing. Results are in the request, under
              Quality.
            </p>
            <TermTable terms={CHECK_TERMS} />
          </DocsSection>
          <DocsSection id="judge" title="The judge">
            <p>
              A model of your own providers reads a sample of the answers and gives each one to five points by
              your rubric. It is off until you choose one under Evaluations.
            </p>
            <TermTable terms={JUDGE_TERMS} />
          </DocsSection>
          <DocsSection id="calibration" title="Judge against users">
            <p>
              A judge has its own taste. Where a user has scored a session that was judged, the two are
              compared, by route and judge, and routes are taught what users would say. Until thirty sessions
              have both, mostly a first guess holds. Your users’ scores always count for more.
            </p>
            <p>
              From fifty sessions on we watch whether the two part. If they do, the judge stops teaching that
              route, the page says so, and somebody has to look.
            </p>
          </DocsSection>
          <DocsSection id="ratings" title="Ratings">
            <p>
              Your people rate answers in the request or one after the other under To rate, which draws them
              by chance and does not name the model. The role <Inline>rater</Inline> may do this and nothing
              else. Each person has one rating for an answer, and can take it back. Your server can send
              ratings too, see{" "}
              <Link href="/docs/feedback" className="underline underline-offset-4">
                feedback
              </Link>
              .
            </p>
          </DocsSection>
          <DocsSection id="limits" title="What it cannot do">
            <p>
              Checks and judge read the stored conversation: a project that stores only metadata has neither.
              A judge does not know what is true outside the conversation. Refusals and languages are told by
              their words and can be mistaken. Verdicts that were taught stay as they were taught when the
              calibration changes later.
            </p>
          </DocsSection>
        </div>
      </div>
    </>
  );
}
