import {
  CreateProjectInput,
  ListProjectsOutput,
  Project,
  UpdateProjectInput,
} from "@/server/contracts/projects";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { createProject } from "./create-project";
import { listProjects } from "./list-projects";
import { updateProject } from "./update-project";

export const projectsRouter = router({
  list: procedure
    .requires("project:read")
    .output(ListProjectsOutput)
    .query(({ ctx }) => listProjects(ctx.org)),
  create: procedure
    .requires("project:manage")
    .input(CreateProjectInput)
    .output(Project)
    .mutation(({ ctx, input }) => createProject(ctx.org, input)),
  update: procedure
    .requires("project:manage")
    .input(UpdateProjectInput)
    .output(Project)
    .mutation(({ ctx, input }) => updateProject(ctx.org, input)),
});
