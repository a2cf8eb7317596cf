import type { Provider } from "@/server/contracts/provider-types";

/** What a provider speaks itself; a request in another format is translated. */
export function spokenFormats(provider: Provider): string {
  const spoken = [
    provider.paths.chat !== null && "chat completions",
    provider.paths.converse !== null && "Converse",
    provider.paths.messages !== null && "Messages",
    provider.families.some((_, index) => hasMessages(provider, index)) && "Messages for Claude",
    provider.paths.embeddings !== null && "embeddings",
  ].filter((format) => format !== false);
  return `Speaks ${spoken.join(", ")}; other formats are translated.`;
}

function hasMessages(provider: Provider, index: number): boolean {
  return provider.families[index]?.paths?.messages != null;
}
