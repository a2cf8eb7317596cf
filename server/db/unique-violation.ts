import { Prisma } from "./generated/client";

/** Whether a write failed because a row with the same unique value is already there. */
export function isUniqueViolation(thrown: unknown): boolean {
  return thrown instanceof Prisma.PrismaClientKnownRequestError && thrown.code === "P2002";
}
