import type { ReactNode } from "react";
import { PageTitle } from "../../_components/page-title";
import { DocsToc } from "./docs-toc";

interface DocsPageProps {
  title: string;
  /** What the page is about, in a sentence or two. */
  lead: ReactNode;
  entries: readonly { id: string; label: string }[];
  children: ReactNode;
}

/** A page of the documentation with its table of contents. */
export function DocsPage({ title, lead, entries, children }: DocsPageProps) {
  return (
    <>
      <PageTitle title={title}>
        <p>{lead}</p>
      </PageTitle>
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-12 px-5 pb-24 sm:px-8 lg:grid-cols-[180px_minmax(0,1fr)]">
        <DocsToc entries={entries} />
        <div className="max-w-[760px] min-w-0">{children}</div>
      </div>
    </>
  );
}
