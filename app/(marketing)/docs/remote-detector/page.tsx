import type { Metadata } from "next";
import { CodeBlock } from "@/app/_ui/code-block";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import {
  REMOTE_ANSWER,
  REMOTE_KIND_TERMS,
  REMOTE_OUTCOME_TERMS,
  REMOTE_REQUEST,
} from "../../_content/remote-detector";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Remote detector",
  description: "How a project has its requests and answers judged by a larger model or a server of its own.",
};

const ENTRIES = [
  { id: "kinds", label: "Who is asked" },
  { id: "when", label: "When" },
  { id: "server", label: "Your own server" },
  { id: "trial", label: "Try it" },
  { id: "failures", label: "Without a verdict" },
] as const;

export default function RemoteDetectorDocsPage() {
  return (
    <>
      <PageTitle title="Remote detector">
        <p>
          The firewall’s own detectors run inside the gateway and see wording. A project can have a larger
          model or a server of its own judge as well. On every plan, off until you add one.
        </p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <DocsSection id="kinds" title="Who is asked">
            <TermTable terms={REMOTE_KIND_TERMS} />
            <p>
              It is sent what the provider would get: what your policy redacts is replaced by then, and your
              system prompt is left out. What it objects to is noted by category, as prompt injection,
              personal data, secrets, or as the remote detector’s own. Names that are not known are not kept,
              but for those of your own server. What a guard model costs stands with the finding and is not
              part of the request’s cost.
            </p>
          </DocsSection>
          <DocsSection id="when" title="When">
            <p>
              In <b>Observe</b> it is asked beside the call, which waits for nothing; what it finds is added
              to the record. In <b>Block</b> it is asked first, after the firewall’s own detectors, and
              nothing reaches a cache or a provider without a verdict. Answers are looked at before your
              application gets them. A streamed answer is looked at as a whole when it has ended, so it can
              only be noted.
            </p>
            <p>
              A client that leaves ends the call. Requests that Floopy makes for you, such as those of a
              judge, are not sent to it. Headers change nothing about it.
            </p>
          </DocsSection>
          <DocsSection id="server" title="Your own server">
            <p>
              The call is signed as the Standard Webhooks specification says, with the secret you saw when you
              added the detector. A new address gets a new secret.
            </p>
            <CodeBlock language="json" code={REMOTE_REQUEST} />
            <p>
              Answer with a status of 200 to 299. <Inline>categories</Inline> and <Inline>action</Inline> may
              be left out: then the mode decides. <Inline>allow</Inline> lets a flagged text pass with a note,{" "}
              <Inline>block</Inline> stops one in Block.
            </p>
            <CodeBlock language="json" code={REMOTE_ANSWER} />
          </DocsSection>
          <DocsSection id="trial" title="Try it">
            <p>
              The form sends a text of yours to the detector as it is filled in, also before it is saved, and
              shows its verdict, what it objects to, the time it took, or why there is none: a status, or the
              code of a network error. The text is sent as you typed it. For an address that is not saved the
              call is signed with a secret made for that one trial, never with the stored one.
            </p>
          </DocsSection>
          <DocsSection id="failures" title="Without a verdict">
            <p>
              You say what happens then in Block: the text passes with a note, or is refused with{" "}
              <Inline>503 dependency_unavailable</Inline>. The finding says why.
            </p>
            <TermTable terms={REMOTE_OUTCOME_TERMS} />
          </DocsSection>
        </div>
      </div>
    </>
  );
}
