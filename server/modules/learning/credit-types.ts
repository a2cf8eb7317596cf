/** What kind of score it is: an end user's, an evaluation's, one read from behaviour, a rating by the customer's own people. */
export type CreditSignal = "nps" | "auto" | "implicit" | "manual";

/** Who vouches for a score: the customer's server, a token of theirs, or nobody. */
export type CreditChannel = "server" | "signed" | "anonymous";

export interface CreditedScore {
  orgId: string;
  projectId: string;
  sessionId: string;
  /** The one request it is about; null for the whole session. */
  requestId: string | null;
  channel: CreditChannel;
  at: Date;
}
