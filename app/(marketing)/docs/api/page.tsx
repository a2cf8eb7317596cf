import type { Metadata } from "next";
import Link from "next/link";
import { openApiDocument } from "@/server/contracts/api/openapi-document";
import { PageTitle } from "../../_components/page-title";
import { ApiOperation } from "../_components/api-operation";
import { DocsSection } from "../_components/docs-section";
import { DocsToc } from "../_components/docs-toc";
import { operationsByTag, sectionIdOf } from "../_components/operations-by-tag";

export const metadata: Metadata = {
  title: "API reference",
  description: "Every endpoint of the Floopy gateway with its fields, answers and errors.",
};

/** The reference is the OpenAPI document made readable; nothing here is written twice. */
export default function ApiReferencePage() {
  const document = openApiDocument();
  const sections = operationsByTag(document);
  return (
    <>
      <PageTitle title="API reference">
        <p>{document.info.description}</p>
        <p className="mt-3 text-base">
          The same as a file for your tools:{" "}
          <a href="/v1/openapi.json" className="underline underline-offset-4">
            OpenAPI 3.1
          </a>
          . Headers, model names and error codes are in the{" "}
          <Link href="/docs#headers" className="underline underline-offset-4">
            quickstart
          </Link>
          .
        </p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={sections.map(({ name }) => ({ id: sectionIdOf(name), label: name }))} />
        <div className="max-w-[760px] min-w-0">
          {sections.map((section) => (
            <DocsSection key={section.name} id={sectionIdOf(section.name)} title={section.name}>
              <p>{section.description}</p>
              {section.operations.map((operation) => (
                <ApiOperation key={operation.operation.operationId} {...operation} />
              ))}
            </DocsSection>
          ))}
        </div>
      </div>
    </>
  );
}
