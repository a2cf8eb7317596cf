import Link from "next/link";
import { REQUEST_HEADERS } from "@/server/contracts/api/gateway-headers";
import { TermTable } from "../../_components/term-table";
import { ENDPOINTS, RESPONSE_HEADERS, SANDBOX_FAULTS, SANDBOX_MODELS } from "../../_content/docs";
import { DocsSection } from "./docs-section";
import { ErrorTable } from "./error-table";
import { Inline } from "./inline";
import { Streaming } from "./streaming";

export function Reference() {
  return (
    <>
      <DocsSection id="endpoints" title="Endpoints">
        <TermTable terms={ENDPOINTS} />
        <p>
          Every endpoint with its fields, answers and errors is in the{" "}
          <Link href="/docs/api" className="underline underline-offset-4">
            API reference
          </Link>
          ; what a conversation is under{" "}
          <Link href="/docs/sessions" className="underline underline-offset-4">
            Sessions
          </Link>
          , how to keep prompts apart from your code under{" "}
          <Link href="/docs/prompts" className="underline underline-offset-4">
            Prompts
          </Link>
          , why a request went to its model under{" "}
          <Link href="/docs/decisions" className="underline underline-offset-4">
            Decisions
          </Link>
          , how to try a change under{" "}
          <Link href="/docs/experiments" className="underline underline-offset-4">
            Experiments and constraints
          </Link>
          , what end users’ answers count for under{" "}
          <Link href="/docs/feedback" className="underline underline-offset-4">
            Feedback and NPS
          </Link>
          , how answers are judged under{" "}
          <Link href="/docs/evaluations" className="underline underline-offset-4">
            Evaluations
          </Link>
          , how to ask your users under{" "}
          <Link href="/docs/widget" className="underline underline-offset-4">
            Ask your users
          </Link>
          , what the firewall found and how to correct it under{" "}
          <Link href="/docs/firewall" className="underline underline-offset-4">
            Firewall
          </Link>
          , who else may judge requests under{" "}
          <Link href="/docs/remote-detector" className="underline underline-offset-4">
            Remote detector
          </Link>
          , what is posted to your servers under{" "}
          <Link href="/docs/webhooks" className="underline underline-offset-4">
            Webhooks
          </Link>
          , and who can work with all of it under{" "}
          <Link href="/docs/members" className="underline underline-offset-4">
            Members and roles
          </Link>
          .
        </p>
      </DocsSection>
      <DocsSection id="headers" title="Request headers">
        <p>All optional. Unknown fields of the body are passed to the provider as they are.</p>
        <TermTable terms={REQUEST_HEADERS} />
      </DocsSection>
      <DocsSection id="response-headers" title="Response headers">
        <TermTable terms={RESPONSE_HEADERS} />
      </DocsSection>
      <DocsSection id="streaming" title="Streaming">
        <Streaming />
      </DocsSection>
      <DocsSection id="sandbox" title="Sandbox models">
        <p>
          Built in and always connected. Their answers come from rules, not from a language model; prices are
          fictional.
        </p>
        <TermTable terms={SANDBOX_MODELS} />
        <p>These fail on purpose, so that you can test how your code takes it:</p>
        <TermTable terms={SANDBOX_FAULTS} />
      </DocsSection>
      <DocsSection id="errors" title="Errors">
        <p>
          One shape everywhere:{" "}
          <Inline>{"{ error: { code, type, message, param, request_id, retryable } }"}</Inline>. A 429 and a
          503 carry <Inline>Retry-After</Inline> in seconds.
        </p>
        <ErrorTable />
      </DocsSection>
    </>
  );
}
