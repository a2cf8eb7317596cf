import type { Metadata } from "next";
import { siteOrigin } from "@/app/_lib/server/site-origin";
import { PageTitle } from "../_components/page-title";
import { DocsToc, QUICKSTART_ENTRIES } from "./_components/docs-toc";
import { Guide } from "./_components/guide";
import { Reference } from "./_components/reference";

export const metadata: Metadata = {
  title: "Quickstart",
  description: "Base URL, keys, model names, headers, sandbox models and errors of the Floopy gateway.",
};

export default async function DocsPage() {
  const baseUrl = `${await siteOrigin()}/v1`;
  return (
    <>
      <PageTitle title="Quickstart">
        <p>From nothing to a routed, recorded request. If your code speaks to OpenAI, it speaks to us.</p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={QUICKSTART_ENTRIES} />
        <div className="max-w-[760px] min-w-0">
          <Guide baseUrl={baseUrl} />
          <Reference />
        </div>
      </div>
    </>
  );
}
