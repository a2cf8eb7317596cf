import type { Metadata } from "next";
import Link from "next/link";
import { siteOrigin } from "@/app/_lib/server/site-origin";
import { CodeBlock } from "@/app/_ui/code-block";
import { PLAN_IDS, PLANS } from "@/server/contracts/plans";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import {
  DECISION_PARTS,
  decisionsPythonSnippet,
  exportDecisionsSnippet,
  FILTER_TERMS,
  getDecisionSnippet,
} from "../../_content/decisions";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Decisions",
  description: "Why each request went to its model: candidates, chances, reasons, and all of it as a file.",
};

const ENTRIES = [
  { id: "reading", label: "Reading a decision" },
  { id: "left-out", label: "Left out" },
  { id: "how-far", label: "How far back" },
  { id: "export", label: "Export" },
] as const;

const windows = PLAN_IDS.map((id) => `${PLANS[id].decisionDays} days on ${PLANS[id].name}`).join(", ");

export default async function DecisionsDocsPage() {
  const baseUrl = `${await siteOrigin()}/v1`;
  return (
    <>
      <PageTitle title="Decisions">
        <p>For every request: which models could answer it, how likely each was, and why this one did.</p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <DocsSection id="reading" title="Reading a decision">
            <p>
              A decision has the id of its request, which every answer carries as{" "}
              <Inline>x-request-id</Inline>. The console shows the same under Decisions and in each request.
            </p>
            <CodeBlock language="shell" code={getDecisionSnippet(baseUrl)} />
            <CodeBlock language="python" code={decisionsPythonSnippet(baseUrl)} />
            <TermTable terms={DECISION_PARTS} />
          </DocsSection>
          <DocsSection id="left-out" title="Left out">
            <p>
              A model that cannot be chosen is filtered before anything is weighed. Reasons that begin with{" "}
              <Inline>constraint_</Inline> are your own rules; see{" "}
              <Link href="/docs/experiments" className="underline underline-offset-4">
                Constraints
              </Link>
              .
            </p>
            <TermTable terms={FILTER_TERMS} />
          </DocsSection>
          <DocsSection id="how-far" title="How far back">
            <p>Decisions can be read for {windows}. The requests themselves are there for longer.</p>
          </DocsSection>
          <DocsSection id="export" title="Export">
            <p>
              On Pro and above, every decision of a range comes as one stream, oldest first, as JSON lines or
              CSV. The last line is a trailer with the number of rows, bytes and a SHA-256 checksum of what
              came before: without it the file is not whole. Each row has the chance with which its model was
              chosen, so that you can weigh outcomes yourself.
            </p>
            <CodeBlock language="shell" code={exportDecisionsSnippet(baseUrl)} />
          </DocsSection>
        </div>
      </div>
    </>
  );
}
