import type { Metadata } from "next";
import Link from "next/link";
import { siteOrigin } from "@/app/_lib/server/site-origin";
import { cspSnippet, tokenSnippet, widgetSnippet } from "@/app/_lib/widget-snippets";
import { CodeBlock } from "@/app/_ui/code-block";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import { reactSnippet, WIDGET_COMMANDS, WIDGET_OPTIONS } from "../../_content/widget";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Ask your users",
  description: "The NPS widget: one script that asks end users, bound to the conversation they had.",
};

const ENTRIES = [
  { id: "install", label: "Install" },
  { id: "token", label: "Sign the session" },
  { id: "react", label: "React and Next" },
  { id: "policy", label: "Content policy" },
  { id: "commands", label: "Commands" },
  { id: "privacy", label: "What it keeps" },
] as const;

export default async function WidgetDocsPage() {
  const origin = await siteOrigin();
  return (
    <>
      <PageTitle title="Ask your users">
        <p>
          One script of less than 9 KB asks how likely somebody is to recommend what they talked to, and ties
          the answer to the models that served the conversation.
        </p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <Install origin={origin} />
          <DocsSection id="commands" title="Commands">
            <p>
              Called as <Inline>floopy(name, …)</Inline>, before or after the script has loaded. None of them
              throws into your page.
            </p>
            <TermTable terms={WIDGET_COMMANDS} />
          </DocsSection>
          <DocsSection id="privacy" title="What it keeps">
            <p>
              No cookie. The browser’s storage holds when not to ask again before, and answers that could not
              be sent yet; where storage is closed, the page’s memory does. The key in the page can only give
              feedback, from the origins that you allow. How often users are asked is set for each project
              under Settings, Feedback; see{" "}
              <Link href="/docs/feedback" className="underline underline-offset-4">
                Feedback and NPS
              </Link>{" "}
              for what an answer counts.
            </p>
          </DocsSection>
        </div>
      </div>
    </>
  );
}

function Install({ origin }: { origin: string }) {
  return (
    <>
      <DocsSection id="install" title="Install">
        <p>
          Make a publishable key under Keys with your page’s origin, and name the session that your server
          gives to the gateway in <Inline>floopy-session-id</Inline>.
        </p>
        <CodeBlock language="text" code={widgetSnippet(origin)} />
        <TermTable terms={WIDGET_OPTIONS} />
      </DocsSection>
      <DocsSection id="token" title="Sign the session">
        <p>
          Anybody can read the key in your page. A token that your server asks for proves which session, and
          which user, an answer is about. Without one an answer counts a quarter and stays in your
          organisation.
        </p>
        <CodeBlock language="typescript" code={tokenSnippet(origin)} />
      </DocsSection>
      <DocsSection id="react" title="React and Next">
        <CodeBlock language="typescript" code={reactSnippet(origin)} />
      </DocsSection>
      <DocsSection id="policy" title="Content policy">
        <p>
          The widget runs under strict policies: no inline style or script, no <Inline>eval</Inline>, Trusted
          Types allowed. Add its origin:
        </p>
        <CodeBlock language="text" code={cspSnippet(origin)} />
      </DocsSection>
    </>
  );
}
