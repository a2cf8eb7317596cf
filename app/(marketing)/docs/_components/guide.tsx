import { CodeTabs } from "@/app/_ui/code-block";
import { TermTable } from "../../_components/term-table";
import { MODEL_NAMES } from "../../_content/docs";
import { quickstartSnippets } from "../../_content/snippets";
import { DocsSection } from "./docs-section";
import { Inline } from "./inline";

/** From nothing to a first request, in three steps. */
export function Guide({ baseUrl }: { baseUrl: string }) {
  return (
    <>
      <DocsSection id="key" title="1. Create a key">
        <p>
          Sign up, open Keys and create a server key. It starts with <Inline>fl_sk_</Inline>, is shown once,
          and belongs on your server, never in a browser.
        </p>
      </DocsSection>
      <DocsSection id="base-url" title="2. Change the base URL">
        <p>
          Set it to <Inline>{baseUrl}</Inline> and put the key into <Inline>FLOOPY_API_KEY</Inline>. Authorise
          with <Inline>Authorization: Bearer</Inline> or <Inline>x-api-key</Inline>.
        </p>
        <CodeTabs samples={quickstartSnippets(baseUrl)} label="Send a request" />
      </DocsSection>
      <DocsSection id="models" title="3. Choose a model">
        <p>
          <Inline>auto</Inline> uses your default route, which starts with sandbox models. Connect a provider
          key under Providers to reach real ones. <Inline>GET /v1/models</Inline> lists what your key may
          call, with prices.
        </p>
        <TermTable terms={MODEL_NAMES} />
      </DocsSection>
    </>
  );
}
