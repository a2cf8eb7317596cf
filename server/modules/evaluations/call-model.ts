import type { CallPurpose } from "@/server/contracts/requests";

export interface ModelCall {
  orgId: string;
  projectId: string;
  purpose: CallPurpose;
  /** A chat completion. */
  body: Readonly<Record<string, unknown>>;
  timeoutMs: number;
}

export type ModelReply =
  | {
      isOk: true;
      requestId: string;
      costMicroUsd: number | null;
      /** A chat completion, whatever the provider speaks. */
      completion: Readonly<Record<string, unknown>>;
    }
  | {
      isOk: false;
      requestId: string;
      costMicroUsd: number | null;
      status: number;
      code: string;
      message: string;
    };

/** How a job calls a model for a customer; the gateway gives it, see server/main.ts. Never rejects. */
export type CallModel = (call: ModelCall) => Promise<ModelReply>;
