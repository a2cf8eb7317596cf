"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ReadOnlyNote } from "@/app/_components/form-end";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Field } from "@/app/_ui/field";
import { RadioCards } from "@/app/_ui/radio-cards";
import { Select } from "@/app/_ui/select";
import { Switch } from "@/app/_ui/switch";
import { toast } from "@/app/_ui/toast";
import type { Project, UpdateProjectInput } from "@/server/contracts/projects";
import { TASK_CATEGORIES } from "@/server/contracts/task-categories";
import { STORAGE_MODE_TEXTS } from "./storage-modes";

/** Each choice is saved at once, and put back when the server refuses. */
export function ProjectDataForm({ project }: { project: Project }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const listKey = trpc.projects.list.queryKey({ orgSlug: org.slug });
  const update = useMutation(
    trpc.projects.update.mutationOptions({
      onMutate: async (input) => {
        await queryClient.cancelQueries({ queryKey: listKey });
        const before = queryClient.getQueryData(listKey);
        queryClient.setQueryData(
          listKey,
          (list) => list && { items: list.items.map((each) => merged(each, input)) },
        );
        return { before };
      },
      onError: (error, _input, context) => {
        queryClient.setQueryData(listKey, context?.before);
        toast.error("That was not saved", { description: shownError(error).message });
      },
      onSuccess: () => toast.success("Saved", { description: "New requests follow it within five seconds." }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: listKey }),
    }),
  );
  const isReadOnly = !may("project:manage");
  const save = (change: Omit<UpdateProjectInput, "projectId">) =>
    update.mutate({ orgSlug: org.slug, projectId: project.id, ...change });
  return (
    <div className="space-y-6">
      <RadioCards
        label="What is stored of each request"
        options={STORAGE_MODE_TEXTS}
        value={project.storageMode}
        onValueChange={(storageMode) => save({ storageMode })}
        isDisabled={isReadOnly}
      />
      <Switch
        label="Hash end-user ids"
        description="Ids in floopy-user-id are stored only as a keyed hash: requests of one user still belong together, but the id cannot be read back."
        isOn={project.hashEndUserIds}
        onChange={(hashEndUserIds) => save({ hashEndUserIds })}
        isDisabled={isReadOnly}
      />
      <Field
        className="max-w-80"
        label="Kind of task"
        description="Routes learn by it. A request may say its own with floopy-property-task."
        isDisabled={isReadOnly}
      >
        <Select
          options={TASK_OPTIONS}
          value={project.taskCategory ?? RECOGNISED}
          onValueChange={(task) =>
            save({ taskCategory: TASK_CATEGORIES.find((name) => name === task) ?? null })
          }
          isDisabled={isReadOnly}
        />
      </Field>
      {isReadOnly && <ReadOnlyNote />}
    </div>
  );
}

const RECOGNISED = "recognised";
const TASK_OPTIONS = [
  { value: RECOGNISED, label: "Recognised from each request" },
  ...TASK_CATEGORIES.map((name) => ({ value: name, label: name.replaceAll("_", " ") })),
];

function merged(project: Project, input: UpdateProjectInput): Project {
  if (project.id !== input.projectId) return project;
  return {
    ...project,
    storageMode: input.storageMode ?? project.storageMode,
    hashEndUserIds: input.hashEndUserIds ?? project.hashEndUserIds,
    taskCategory: input.taskCategory === undefined ? project.taskCategory : input.taskCategory,
  };
}
