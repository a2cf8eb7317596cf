import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "@/server/env";
import { PrismaClient } from "./generated/client";

/** Roles made by the first migration; neither owns anything. See prisma/migrations. */
export type DatabaseRole = "floopy_app" | "floopy_system";

/** Connection string of a role: its own login when configured, else the main login stepping down at connect. */
export function connectionFor(role: DatabaseRole): { connectionString: string; options: string } {
  return {
    connectionString: env().DATABASE_APP_URL ?? env().DATABASE_URL,
    options: `-c role=${role}`,
  };
}

function connect(role: DatabaseRole, max: number): PrismaClient {
  const adapter = new PrismaPg({ ...connectionFor(role), max, connectionTimeoutMillis: 5_000 });
  return new PrismaClient({ adapter });
}

interface Clients {
  app?: PrismaClient;
  system?: PrismaClient;
}

/** One pool per process even where Next bundles this module a second time. */
const registry = globalThis as typeof globalThis & { floopyDb?: Clients };
registry.floopyDb ??= {};
const clients: Clients = registry.floopyDb;

export function appDb(): PrismaClient {
  clients.app ??= connect("floopy_app", 10);
  return clients.app;
}

export function rawSystemDb(): PrismaClient {
  clients.system ??= connect("floopy_system", 5);
  return clients.system;
}

export async function disconnectDb(): Promise<void> {
  await Promise.all([clients.app?.$disconnect(), clients.system?.$disconnect()]);
  clients.app = undefined;
  clients.system = undefined;
}
