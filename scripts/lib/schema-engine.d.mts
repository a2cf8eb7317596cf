export const root: string;
export function schemaFiles(): Promise<[name: string, text: string][]>;
export function applyMigrations(connectionString: string): Promise<string[]>;
export function diffSchemas(
  connectionString: string,
  from: [string, string][] | null,
  to: [string, string][],
): Promise<string>;
