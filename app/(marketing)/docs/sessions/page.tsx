import type { Metadata } from "next";
import Link from "next/link";
import { siteOrigin } from "@/app/_lib/server/site-origin";
import { CodeBlock } from "@/app/_ui/code-block";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import {
  getSessionSnippet,
  listSessionsSnippet,
  SESSION_NAMES,
  sessionPythonSnippet,
} from "../../_content/sessions";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Sessions",
  description: "How requests become conversations, how a score is shared among models, and how to go on.",
};

const ENTRIES = [
  { id: "naming", label: "Naming a session" },
  { id: "reading", label: "Reading sessions" },
  { id: "credit", label: "Credit" },
  { id: "said", label: "What was said" },
] as const;

export default async function SessionsDocsPage() {
  const baseUrl = `${await siteOrigin()}/v1`;
  return (
    <>
      <PageTitle title="Sessions">
        <p>A session is one conversation of one of your users: the thing that gets a score.</p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <DocsSection id="naming" title="Naming a session">
            <p>
              Send the same <Inline>floopy-session-id</Inline> with each request of a conversation. Without
              it, the first of these that is there names the session; the answer’s{" "}
              <Inline>floopy-session-source</Inline> says which one did.
            </p>
            <TermTable terms={SESSION_NAMES} />
            <CodeBlock language="python" code={sessionPythonSnippet(baseUrl)} />
          </DocsSection>
          <DocsSection id="reading" title="Reading sessions">
            <p>
              The latest first; filter by time, model, route, end user, whether it has a score, or part of an
              id. A page carries <Inline>next_cursor</Inline> for the next one.
            </p>
            <CodeBlock language="shell" code={listSessionsSnippet(baseUrl)} />
            <p>
              One session comes with <Inline>messages</Inline> that are ready for the next call, who answered
              each turn, the NPS answer and the credit.
            </p>
            <CodeBlock language="shell" code={getSessionSnippet(baseUrl)} />
            <p>
              Every field is in the{" "}
              <Link href="/docs/api" className="underline underline-offset-4">
                API reference
              </Link>
              . The console shows the same turn by turn under Sessions.
            </p>
          </DocsSection>
          <DocsSection id="credit" title="Credit">
            <p>
              A score is about a whole conversation, and several models may have had a part in it. Each turn
              counts by how much of its answer could be read, between 16 and 1,024 tokens; the last one counts
              twice, since the end is remembered best. Answers from the cache, blocked and failed turns earn
              nothing. A model with less than 20 % of a session is not told about its score.
            </p>
          </DocsSection>
          <DocsSection id="said" title="What was said">
            <p>
              Messages are there as far as the project stores them: in full, with personal data replaced, or
              not at all; and as long as the plan keeps them. A turn without messages says why. Who may erase
              data finds “Forget this end user” in the session.
            </p>
          </DocsSection>
        </div>
      </div>
    </>
  );
}
