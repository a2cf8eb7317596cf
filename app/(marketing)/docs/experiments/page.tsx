import type { Metadata } from "next";
import Link from "next/link";
import { siteOrigin } from "@/app/_lib/server/site-origin";
import { CodeBlock } from "@/app/_ui/code-block";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import {
  CONSTRAINT_TERMS,
  constraintsSnippet,
  createExperimentSnippet,
  endExperimentSnippet,
  experimentsPythonSnippet,
  RESULT_TERMS,
} from "../../_content/experiments";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";
import { PromotionDocs } from "./_components/promotion-docs";

export const metadata: Metadata = {
  title: "Experiments and constraints",
  description: "Comparing two routes on real sessions, and the lines that no route may cross.",
};

const ENTRIES = [
  { id: "starting", label: "Starting one" },
  { id: "results", label: "Results" },
  { id: "ending", label: "Ending it" },
  { id: "shadow", label: "Shadow and canary" },
  { id: "constraints", label: "Constraints" },
] as const;

export default async function ExperimentsDocsPage() {
  const baseUrl = `${await siteOrigin()}/v1`;
  return (
    <>
      <PageTitle title="Experiments and constraints">
        <p>
          Try a change on some of your users before all of them get it, and say what may never happen. Part of
          Pro.
        </p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <DocsSection id="starting" title="Starting one">
            <p>
              An experiment compares two routes of one project: A, which your application calls, and B, a copy
              with another model, objective or strategy. From then on the given share of A’s sessions goes to
              B, each session staying on its side. A route is in one running experiment at most. The ids are
              in the addresses of the routes’ pages, where experiments can be started and read, too.
            </p>
            <CodeBlock language="shell" code={createExperimentSnippet(baseUrl)} />
            <CodeBlock language="python" code={experimentsPythonSnippet(baseUrl)} />
          </DocsSection>
          <DocsSection id="results" title="Results">
            <TermTable terms={RESULT_TERMS} />
            <p>
              The comparison is a sequential test: its interval holds however often you look, so you need not
              fix a date in advance. It starts once each side has 30 outcomes. NPS decides as soon as enough
              end users have answered, success until then. Unsigned answers count a quarter, held ones not at
              all.
            </p>
          </DocsSection>
          <DocsSection id="ending" title="Ending it">
            <p>
              Roll back, and every session takes A again. Complete it with <Inline>promote</Inline>, and A
              becomes what B is and keeps its name. If B is worse beyond doubt, the worker rolls back by
              itself, writes it to the audit log and sends <Inline>route.rolled_back</Inline>.
            </p>
            <CodeBlock language="shell" code={endExperimentSnippet(baseUrl)} />
            <p>
              A route that learns is looked after without an experiment, too: every ten minutes the same test
              compares its own choices with its first model, on sessions that either could have got. If they
              are worse beyond doubt, the first model is pinned, the audit log says why and{" "}
              <Inline>route.rolled_back</Inline> is sent. Unpin it to start anew; a switch in the route’s
              settings turns this off.
            </p>
          </DocsSection>
          <PromotionDocs />
          <DocsSection id="constraints" title="Constraints">
            <p>
              Rules for every route of the organisation, checked before anything is weighed. A model that
              breaks one is left out, and its{" "}
              <Link href="/docs/decisions" className="underline underline-offset-4">
                decision
              </Link>{" "}
              says which.
            </p>
            <TermTable terms={CONSTRAINT_TERMS} />
            <CodeBlock language="shell" code={constraintsSnippet(baseUrl)} />
            <p>
              A PUT replaces all of them: what is left out is no limit. The published Python client knows only
              the four limits on spend and rate, and so clears the others when it puts.
            </p>
          </DocsSection>
        </div>
      </div>
    </>
  );
}
