import type { Proof } from "@/server/contracts/feedback";

/** Where feedback comes from, as the key and the token have proved it. */
export interface FeedbackSource {
  projectId: string;
  apiKeyId: string;
  proof: Proof;
  /** As it is stored: hashed where the project says so. */
  endUserId: string | null;
  /** Keyed hash of the network of an unsigned answer. */
  networkHash: string | null;
}
