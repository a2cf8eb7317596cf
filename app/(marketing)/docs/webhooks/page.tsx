import type { Metadata } from "next";
import { CodeBlock } from "@/app/_ui/code-block";
import {
  WEBHOOK_FAILING_DAYS_MAX,
  WEBHOOK_LOG_DAYS,
  WEBHOOK_OVERLAP_HOURS,
} from "@/server/contracts/webhooks";
import { TermTable } from "../../_components/term-table";
import { WEBHOOK_BODY, WEBHOOK_RECEIVER, WEBHOOK_TERMS } from "../../_content/webhooks";
import { DocsPage } from "../_components/docs-page";
import { DocsSection } from "../_components/docs-section";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Webhooks",
  description:
    "What we post to your servers, how to check that it is from us, and what happens when it fails.",
};

const ENTRIES = [
  { id: "events", label: "Events" },
  { id: "verifying", label: "Verifying" },
  { id: "retries", label: "Retries" },
  { id: "secrets", label: "Secrets" },
] as const;

export default function WebhooksDocsPage() {
  return (
    <DocsPage
      title="Webhooks"
      lead="What happens in your organisation, posted to your servers. Part of the Pro plan."
      entries={ENTRIES}
    >
      <DocsSection id="events" title="Events">
        <p>
          Add a webhook under Settings, Webhooks and choose what it is told. It has to be a public https
          address, on port 443 or 8443.
        </p>
        <TermTable terms={WEBHOOK_TERMS} />
        <CodeBlock language="json" code={WEBHOOK_BODY} />
        <p>
          A body has 20 KB at most, and no prompt or answer is ever in it. Comments of end users come with
          personal data and secrets replaced.
        </p>
      </DocsSection>
      <DocsSection id="verifying" title="Verifying">
        <p>
          Calls are signed as the Standard Webhooks specification says: <Inline>webhook-id</Inline>,{" "}
          <Inline>webhook-timestamp</Inline> and <Inline>webhook-signature</Inline>. Any of its libraries
          checks them against the secret you saw when you added the webhook, and refuses calls that are older
          than five minutes.
        </p>
        <CodeBlock language="typescript" code={WEBHOOK_RECEIVER} />
      </DocsSection>
      <DocsSection id="retries" title="Retries">
        <p>
          Answer with a status of 200 to 299 within 15 seconds. Anything else, a redirect too, is tried again
          for a day with longer and longer waits: the same <Inline>webhook-id</Inline>, a new time. The same
          event may come twice, so remember the ids you have dealt with.
        </p>
        <p>
          A webhook that has taken nothing for {WEBHOOK_FAILING_DAYS_MAX} days, or answers 410, is turned off,
          and its owners and admins get a mail. The log keeps every try for {WEBHOOK_LOG_DAYS} days, and can
          send an event again.
        </p>
      </DocsSection>
      <DocsSection id="secrets" title="Secrets">
        <p>
          A secret is shown once. After a new one is made, both sign for {WEBHOOK_OVERLAP_HOURS} hours, so
          that you can change your server without losing a call.
        </p>
      </DocsSection>
    </DocsPage>
  );
}
