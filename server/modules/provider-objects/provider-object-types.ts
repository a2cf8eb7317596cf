/** Whose objects: a project's of an organisation, as the API key that was verified says. */
export interface ProjectScope {
  orgId: string;
  projectId: string;
}

export type ProviderObjectKind = "file" | "batch";

/** Where an object lives: the provider, and the key whose account holds it (empty for a provider without keys). */
export interface ProviderObjectHome {
  provider: string;
  providerKeyId: string;
}
