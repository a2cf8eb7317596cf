import type { Metadata } from "next";
import Link from "next/link";
import { siteOrigin } from "@/app/_lib/server/site-origin";
import { CodeBlock } from "@/app/_ui/code-block";
import { PROMPT_LIMITS } from "@/server/contracts/prompts";
import { PageTitle } from "../../_components/page-title";
import { TermTable } from "../../_components/term-table";
import {
  createPromptSnippet,
  PROMPT_VARIABLE_TERMS,
  PROMPT_VERSION_TERMS,
  promptCallSnippet,
} from "../../_content/prompts";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { Inline } from "../_components/inline";

export const metadata: Metadata = {
  title: "Prompts",
  description: "Texts for models that live apart from your code: versions, labels, variables, and their NPS.",
};

const ENTRIES = [
  { id: "using", label: "Using one" },
  { id: "versions", label: "Versions and labels" },
  { id: "variables", label: "Variables" },
  { id: "results", label: "What users say" },
  { id: "limits", label: "Limits" },
] as const;

export default async function PromptsDocsPage() {
  const baseUrl = `${await siteOrigin()}/v1`;
  return (
    <>
      <PageTitle title="Prompts">
        <p>
          Keep what you tell a model apart from your code. Change it without a deployment, go back in a
          second, and see which wording your users liked better.
        </p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <DocsSection id="using" title="Using one">
            <p>
              Write it under Prompts, or send it. Then name it in a header; the client you have is enough.
            </p>
            <CodeBlock language="python" code={promptCallSnippet(baseUrl)} />
            <p>
              The prompt’s messages come first, your own after them. What your request sets itself,
              temperature for example, goes before the prompt’s settings. With the model{" "}
              <Inline>prompt</Inline> the prompt’s model answers, which may be a route. It works on chat
              completions, Messages and Responses; <Inline>inputs</Inline> never reach a provider. The answer
              says which version it was: <Inline>floopy-prompt-version</Inline>.
            </p>
            <CodeBlock language="shell" code={createPromptSnippet(baseUrl)} />
          </DocsSection>
          <DocsSection id="versions" title="Versions and labels">
            <p>
              A version never changes. A new wording is a new version, and nothing uses it before a label
              points at it. Labels move within seconds, and every move is in the audit log.{" "}
              <Inline>floopy-prompt-version</Inline> takes:
            </p>
            <TermTable terms={PROMPT_VERSION_TERMS} />
          </DocsSection>
          <DocsSection id="variables" title="Variables">
            <p>
              <Inline>{"{{name}}"}</Inline> stands for a value, <Inline>{"\\{{name}}"}</Inline> for the braces
              themselves. A variable without a default is required: if its value is missing or of another
              type, or if you send one the prompt does not know, the answer is a 400 that names it.
            </p>
            <TermTable terms={PROMPT_VARIABLE_TERMS} />
          </DocsSection>
          <DocsSection id="results" title="What users say">
            <p>
              Every request keeps its prompt and version, so that you can filter by them. The prompt’s page
              shows cost, time and NPS of each version. An answer counts for the version that served most of
              its session, and no NPS is shown below thirty answers. To compare two versions fairly, use both
              at the same time, half of your sessions each.
            </p>
            <p>
              An{" "}
              <Link href="/docs/evaluations" className="underline underline-offset-4">
                evaluation
              </Link>{" "}
              with <Inline>prompt_id</Inline> asks a dataset with a version before you move a label to it.
            </p>
          </DocsSection>
          <DocsSection id="limits" title="Limits">
            <p>
              An organisation has at most {PROMPT_LIMITS.prompts} prompts, a prompt {PROMPT_LIMITS.versions}{" "}
              versions and {PROMPT_LIMITS.labels} labels, a version {PROMPT_LIMITS.messages} messages,{" "}
              {PROMPT_LIMITS.variables} variables and {PROMPT_LIMITS.chars.toLocaleString("en-US")}{" "}
              characters. Messages are texts; send images with your own.
            </p>
          </DocsSection>
        </div>
      </div>
    </>
  );
}
