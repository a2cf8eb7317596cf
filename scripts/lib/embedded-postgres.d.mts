export interface EmbeddedServer {
  port: number;
  wasAdopted: boolean;
  url(database: string): string;
  stop(): Promise<void>;
}
export function freePort(): Promise<number>;
export function startEmbeddedPostgres(
  dataDir: string,
  options?: { flags?: string[] },
): Promise<EmbeddedServer>;
