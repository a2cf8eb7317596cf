import { z } from "zod";

export const LocalMail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  createdAt: z.date(),
});
export type LocalMail = z.infer<typeof LocalMail>;

export const ListLocalMailsOutput = z.object({ items: z.array(LocalMail) });
export type ListLocalMailsOutput = z.infer<typeof ListLocalMailsOutput>;
