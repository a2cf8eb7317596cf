export interface EmbeddedServer {
  port: number;
  wasAdopted: boolean;
  url(database: string): string;
  stop(): Promise<void>;
  signalStop(): void;
}
export function freePort(): Promise<number>;
export function startEmbeddedPostgres(
  dataDir: string,
  options?: { flags?: string[]; isDetached?: boolean },
): Promise<EmbeddedServer>;
