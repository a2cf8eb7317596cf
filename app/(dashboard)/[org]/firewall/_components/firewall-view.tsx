"use client";

import { useQuery } from "@tanstack/react-query";
import { useQueryState } from "nuqs";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Select } from "@/app/_ui/select";
import type { Project } from "@/server/contracts/projects";
import { FirewallSkeleton } from "./firewall-skeleton";
import { HitsSection } from "./hits-section";
import { PolicySection } from "./policy-section";
import { RemoteDetectorSection } from "./remote-detector/remote-detector-section";
import { TrialSection } from "./trial-section";

export function FirewallView() {
  const { org } = useConsole();
  const projects = useQuery(useTRPC().projects.list.queryOptions({ orgSlug: org.slug }));
  const [projectId, setProjectId] = useQueryState("project");
  const items = projects.data?.items ?? [];
  const project = items.find((each) => each.id === projectId) ?? items[0];
  return (
    <>
      <PageHeader
        title="Firewall"
        actions={
          items.length > 1 &&
          project !== undefined && (
            <Select
              aria-label="Project"
              className="w-44"
              options={items.map((each) => ({ value: each.id, label: each.name }))}
              value={project.id}
              onValueChange={(id) => void setProjectId(id)}
            />
          )
        }
      />
      {project !== undefined ? (
        <ProjectFirewall key={project.id} project={project} />
      ) : projects.isError ? (
        <QueryError query={projects} title="The projects could not be loaded" className="grow" />
      ) : (
        <FirewallSkeleton />
      )}
    </>
  );
}

function ProjectFirewall({ project }: { project: Project }) {
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
    <PageBody>
      <PolicySection key={policy.data.version} policy={policy.data} projectName={project.name} />
      <RemoteDetectorSection projectId={project.id} />
      <TrialSection policy={policy.data} />
      <HitsSection policy={policy.data} />
    </PageBody>
  );
}
