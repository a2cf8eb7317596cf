import {
  type Message,
  requestMessages,
  responseMessages,
} from "@/app/_components/request-sheet/conversation";
import type { SessionTurn } from "@/server/contracts/sessions";

export interface PreparedTurn {
  turn: SessionTurn;
  /** Counted from the first turn that is shown. */
  number: number;
  /** Sent along again: shown in an earlier turn, or before this conversation. */
  earlier: Message[];
  /** What this turn adds. */
  fresh: Message[];
  /** Null where no answer can be read. */
  answer: Message[] | null;
  /** Something was stored that cannot be read as messages. */
  isUnreadable: boolean;
}

const isInstruction = ({ role }: Message): boolean => role === "system" || role === "developer";

/**
 * Each turn with what is new in it. Applications send the whole conversation every time: new is what follows the last
 * answer they quote, and instructions are new once.
 */
export function prepareConversation(turns: readonly SessionTurn[]): PreparedTurn[] {
  const instructions = new Set<string>();
  let isFirstTold = true;
  return turns.map((turn, index) => {
    const { body, endpoint } = turn;
    const sent = requestMessages(body?.request ?? null, endpoint);
    const lastAnswer = isFirstTold ? -1 : (sent?.findLastIndex(({ role }) => role === "assistant") ?? -1);
    const isRepeated = (message: Message, place: number): boolean =>
      place <= lastAnswer || (isInstruction(message) && instructions.has(JSON.stringify(message.parts)));
    const all = sent ?? [];
    const earlier = all.filter(isRepeated);
    const fresh = all.filter((message, place) => !isRepeated(message, place));
    if (sent !== null) isFirstTold = false;
    for (const message of all.filter(isInstruction)) instructions.add(JSON.stringify(message.parts));
    return {
      turn,
      number: index + 1,
      earlier,
      fresh,
      answer: responseMessages(body?.response ?? null),
      isUnreadable: body !== null && body.request !== null && sent === null,
    };
  });
}
