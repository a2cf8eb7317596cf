"use client";

import { useQuery } from "@tanstack/react-query";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { RangePicker } from "@/app/_components/range-picker";
import { REQUEST_RANGES } from "@/app/_components/request-ranges";
import { useConsole } from "@/app/_components/shell/console-context";
import { usePlan } from "@/app/_components/use-plan";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Select } from "@/app/_ui/select";
import { Tab, Tabs, TabsList, TabsPanel } from "@/app/_ui/tabs";
import type { Project } from "@/server/contracts/projects";
import { RANGE_PRESETS } from "@/server/contracts/requests";
import { type FirewallTab, hitRangeOf } from "../search-params";
import { AllowRulesSection } from "./allow-rules-section";
import { FirewallSkeleton } from "./firewall-skeleton";
import { FoundTab } from "./found-tab";
import { PolicySection } from "./policy-section";
import { RemoteDetectorSection } from "./remote-detector/remote-detector-section";
import { TrialSection } from "./trial-section";
import { type FirewallUrl, useFirewallUrl } from "./use-firewall-url";

const MINUTES_A_DAY = 1_440;

export function FirewallView() {
  const { org } = useConsole();
  const projects = useQuery(useTRPC().projects.list.queryOptions({ orgSlug: org.slug }));
  const url = useFirewallUrl();
  const items = projects.data?.items ?? [];
  const project = items.find((each) => each.id === url.params.project) ?? items[0];
  return (
    <>
      <PageHeader
        title="Firewall"
        actions={
          <>
            {items.length > 1 && project !== undefined && (
              <Select
                aria-label="Project"
                className="w-44"
                options={items.map((each) => ({ value: each.id, label: each.name }))}
                value={project.id}
                onValueChange={(id) =>
                  url.setParams({ project: id, hit: null, run: null, way: null, change: null })
                }
              />
            )}
            {url.params.tab === "found" && <HitRange url={url} />}
          </>
        }
      />
      {project !== undefined ? (
        <ProjectFirewall key={project.id} project={project} url={url} />
      ) : projects.isError ? (
        <QueryError query={projects} title="The projects could not be loaded" className="grow" />
      ) : (
        <FirewallSkeleton />
      )}
    </>
  );
}

function HitRange({ url }: { url: FirewallUrl }) {
  const plan = usePlan();
  const minutesMax = (plan?.retentionDays.metadata ?? 7) * MINUTES_A_DAY;
  return (
    <RangePicker
      presets={REQUEST_RANGES.filter(({ id }) => RANGE_PRESETS[id] <= minutesMax)}
      range={hitRangeOf(url.params)}
      onChange={url.setParams}
    />
  );
}

function ProjectFirewall({ project, url }: { project: Project; url: FirewallUrl }) {
  const { org } = useConsole();
  const policy = useQuery(useTRPC().firewall.get.queryOptions({ orgSlug: org.slug, projectId: project.id }));
  if (policy.data === undefined) {
    return policy.isError ? (
      <QueryError query={policy} title="The policy could not be loaded" className="grow" />
    ) : (
      <FirewallSkeleton />
    );
  }
  return (
    <Tabs
      value={url.params.tab}
      onValueChange={(tab: FirewallTab) => url.setParams({ tab, hit: null, change: null })}
      className="flex min-h-0 grow flex-col"
    >
      <TabsList className="px-4 md:px-6">
        <Tab value="policy">Policy</Tab>
        <Tab value="found">Found</Tab>
      </TabsList>
      <TabsPanel value="policy" className="flex min-h-0 grow flex-col">
        <PageBody>
          <PolicySection
            key={policy.data.version}
            policy={policy.data}
            projectName={project.name}
            url={url}
          />
          <AllowRulesSection policy={policy.data} />
          <RemoteDetectorSection projectId={project.id} />
          <TrialSection policy={policy.data} />
        </PageBody>
      </TabsPanel>
      <TabsPanel value="found" className="flex min-h-0 grow flex-col">
        <FoundTab policy={policy.data} url={url} />
      </TabsPanel>
    </Tabs>
  );
}
