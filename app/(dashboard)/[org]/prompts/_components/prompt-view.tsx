"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { ButtonLink, IconButton } from "@/app/_ui/button";
import { CopyField } from "@/app/_ui/copy";
import { DEFAULT_LABEL } from "@/server/contracts/prompts";
import { promptParams } from "../search-params";
import { DeletePromptDialog } from "./delete-prompt-dialog";
import { PromptsSkeleton } from "./prompts-skeleton";
import { VersionSection } from "./version-section";
import { VersionsSection } from "./versions-section";

export function PromptView({ promptId }: { promptId: string }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const asked = { orgSlug: org.slug, promptId };
  const prompt = useQuery(trpc.prompts.get.queryOptions(asked));
  const versions = useQuery(trpc.prompts.versions.queryOptions({ ...asked, limit: 200 }));
  const [params, setParams] = useQueryStates(promptParams);
  const [isDeleting, setDeleting] = useState(false);
  const failed = prompt.isError ? prompt : versions.isError ? versions : null;
  const path = [{ label: "Prompts", href: `/${org.slug}/prompts` }];
  if (prompt.data === undefined || versions.data === undefined)
    return (
      <>
        <PageHeader title="Prompt" path={path} />
        {failed === null ? (
          <PromptsSkeleton />
        ) : (
          <QueryError query={failed} title="This prompt could not be loaded" className="grow" />
        )}
      </>
    );
  const { name, slug, labels } = prompt.data;
  const { items } = versions.data;
  const shown = params.version ?? labels[DEFAULT_LABEL] ?? prompt.data.latest_version;
  const version = items.find((each) => each.version === shown) ?? items[0];
  return (
    <>
      <PageHeader
        title={name}
        path={path}
        actions={
          <>
            <ButtonLink size="sm" href={`/${org.slug}/requests?promptId=${promptId}&range=7d`}>
              Requests
            </ButtonLink>
            {may("prompt:manage") && (
              <>
                <IconButton label="Delete prompt…" onClick={() => setDeleting(true)}>
                  <Trash2 aria-hidden />
                </IconButton>
                <ButtonLink
                  size="sm"
                  variant="primary"
                  icon={<Plus aria-hidden />}
                  href={`/${org.slug}/prompts/${promptId}/edit?version=${version?.version ?? ""}`}
                >
                  New version
                </ButtonLink>
              </>
            )}
          </>
        }
      />
      <PageBody>
        <div className="max-w-128 space-y-1.5">
          <p className="text-xs text-subtle">
            Name it in a header; any client can. Requests without <code>floopy-prompt-version</code> use
            production.
          </p>
          <CopyField label="Copy header" value={`floopy-prompt-id: ${slug}`} />
        </div>
        <VersionsSection
          prompt={prompt.data}
          versions={items}
          shown={version?.version ?? null}
          range={params.range}
          onRange={(range) => void setParams({ range })}
          onShow={(next) => void setParams({ version: next, compare: null })}
        />
        {version !== undefined && (
          <VersionSection
            version={version}
            others={items.filter((each) => each !== version)}
            comparedWith={params.compare}
            onCompare={(compare) => void setParams({ compare })}
          />
        )}
      </PageBody>
      <DeletePromptDialog prompt={isDeleting ? prompt.data : null} onClose={() => setDeleting(false)} />
    </>
  );
}
