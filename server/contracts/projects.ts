import { z } from "zod";
import { TASK_CATEGORIES } from "./task-categories";

/** How much of a request is stored, from everything to nothing. */
export const STORAGE_MODES = ["full", "redacted", "metadata", "none"] as const;
export const StorageModeSchema = z.enum(STORAGE_MODES);
export type StorageMode = z.infer<typeof StorageModeSchema>;

export const Project = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  storageMode: StorageModeSchema,
  hashEndUserIds: z.boolean(),
  defaultRouteSlug: z.string(),
  /** What all its requests are about; null where that is recognised from each. */
  taskCategory: z.string().nullable(),
  /** Days that bodies and metadata are kept; null: as long as the plan says. */
  bodyDays: z.int().nullable(),
  metadataDays: z.int().nullable(),
  createdAt: z.date(),
});
export type Project = z.infer<typeof Project>;

export const ListProjectsOutput = z.object({ items: z.array(Project) });
export type ListProjectsOutput = z.infer<typeof ListProjectsOutput>;

/** Counters of yesterday are compared with what is stored of it, so metadata stays for two days at least. */
export const KEPT_DAYS_MIN = { bodies: 1, metadata: 2 } as const;

function keptDays(min: number) {
  const whole = z.int("Enter whole days.").min(min, min === 1 ? "At least 1 day." : `At least ${min} days.`);
  return whole.max(3_650, "That is longer than any plan keeps.").nullable().optional();
}

const ProjectName = z.string().trim().min(1, "Enter a name.").max(80);

export const CreateProjectInput = z.object({
  name: ProjectName,
  storageMode: StorageModeSchema.default("redacted"),
});
export type CreateProjectInput = z.input<typeof CreateProjectInput>;

export const UpdateProjectInput = z.object({
  projectId: z.string().max(64),
  name: ProjectName.optional(),
  storageMode: StorageModeSchema.optional(),
  hashEndUserIds: z.boolean().optional(),
  defaultRouteSlug: z.string().max(64).optional(),
  taskCategory: z.enum(TASK_CATEGORIES).nullable().optional(),
  bodyDays: keptDays(KEPT_DAYS_MIN.bodies),
  metadataDays: keptDays(KEPT_DAYS_MIN.metadata),
});
export type UpdateProjectInput = z.infer<typeof UpdateProjectInput>;
