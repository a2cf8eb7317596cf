"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Card, Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import type { Route } from "@/server/contracts/routes";
import { BoundsFields } from "./bounds-fields";
import { CandidateList } from "./candidate-list";
import { draftOf } from "./draft";
import { ModelPicker } from "./model-picker";
import { changesOf, fieldsOf, RouteFields } from "./route-fields";
import { SettingsFields } from "./settings-fields";

export function RouteEditor({ route, isReadOnly }: { route: Route; isReadOnly: boolean }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const models = useQuery(trpc.routes.models.queryOptions({ orgSlug: org.slug }));
  const [fields, setFields] = useState(() => fieldsOf(route));
  const [candidates, setCandidates] = useState(() => draftOf(route));
  const [settings, setSettings] = useState(route.settings);
  const save = useMutation(
    trpc.routes.update.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queryClient.invalidateQueries(trpc.routes.list.queryFilter()),
          queryClient.invalidateQueries(trpc.learning.route.queryFilter()),
        ]);
        toast.success("Route saved", { description: "Requests follow it within seconds." });
      },
    }),
  );
  const failure = save.isError ? shownError(save.error) : null;
  return (
    <form
      noValidate
      className="space-y-8"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          orgSlug: org.slug,
          routeId: route.id,
          ifUpdatedAt: route.updatedAt,
          ...changesOf(fields, route),
          candidates,
          settings,
        });
      }}
    >
      <RouteFields draft={fields} failure={failure} isReadOnly={isReadOnly} onChange={setFields} />
      <Section
        title="Models"
        description="In the order in which they are asked. Drag one, or use its arrows; a pinned model is asked first whatever the strategy."
      >
        <Card>
          <CandidateList
            route={route}
            candidates={candidates}
            models={models.data?.items ?? []}
            hasWeights={fields.strategy === "weighted" || fields.strategy === "feedback_driven"}
            isReadOnly={isReadOnly}
            onChange={setCandidates}
          />
        </Card>
        {!isReadOnly && (
          <ModelPicker
            models={models.data?.items ?? []}
            taken={candidates}
            onPick={(model) => setCandidates([...candidates, { ...model, weight: 1, isEnabled: true }])}
          />
        )}
      </Section>
      {fields.strategy === "feedback_driven" && (
        <BoundsFields settings={settings} isReadOnly={isReadOnly} onChange={setSettings} />
      )}
      <SettingsFields settings={settings} isReadOnly={isReadOnly} onChange={setSettings} />
      {failure !== null && (
        <Callout tone="error" isLive>
          {failure.message}
        </Callout>
      )}
      {isReadOnly ? (
        <p className="text-xs text-subtle">Owners, admins and members can change this.</p>
      ) : (
        <Button type="submit" variant="primary" isLoading={save.isPending}>
          Save route
        </Button>
      )}
    </form>
  );
}
