import type { Emit, Options } from "./commands";
import type { Answer, Outbox } from "./outbox";
import { bare, find } from "./page-access";
import { openPanel, type Panel } from "./panel";
import type { Survey } from "./survey";

/** A score that nobody sends off is sent after this while, so that a closed tab loses nothing. */
const DRAFT_MS = 2_000;
const EDIT_MS = 600_000;

export interface RatingDeps {
  options: Options;
  emit: Emit;
  outbox: Outbox;
  /** The user would rather be asked later. */
  snooze(answer: Answer): void;
  /** Nobody is asked in this browser before so much time has passed. */
  waitFor(ms: number): void;
}

interface State extends RatingDeps {
  panel: Panel | null;
  draft: Answer | null;
  draftTimer: ReturnType<typeof setTimeout> | undefined;
  /** The answer given last, which may be changed for a while. */
  given: { survey: Survey; answer: Answer; until: number } | null;
}

export interface Rating {
  isOpen(): boolean;
  open(survey: Survey, answer: Answer): void;
  /** Shows the answer just given again; false when there is none that may still be changed. */
  reopen(sessionId: string): boolean;
  sendDraft(): void;
  close(): void;
  dropDraft(): void;
}

export function createRating(deps: RatingDeps): Rating {
  const state: State = bare({ ...deps, panel: null, draft: null, draftTimer: undefined, given: null });
  return {
    isOpen: () => state.panel !== null,
    open: (survey, answer) => open(state, survey, answer),
    reopen: (sessionId) => {
      const { given } = state;
      if (given === null || given.answer.session_id !== sessionId || given.until < Date.now()) return false;
      open(state, given.survey, given.answer);
      return true;
    },
    sendDraft: () => sendDraft(state),
    close: () => {
      sendDraft(state);
      state.panel?.close();
      state.panel = null;
    },
    dropDraft: () => {
      clearTimeout(state.draftTimer);
      state.draft = null;
    },
  };
}

function open(state: State, survey: Survey, answer: Answer): void {
  const { options, emit, waitFor } = state;
  const leave = (event: string, ms: number) => (): void => {
    // Who has chosen a score has answered, whatever way the panel is left.
    if (state.given?.answer !== answer) {
      waitFor(ms);
      if (event === "snoozed") state.snooze(answer);
    }
    sendDraft(state);
    state.panel = null;
    emit(event, bare({}));
  };
  state.panel = openPanel({
    survey,
    container: options.container === "" ? null : find(options.container),
    nonce: options.nonce,
    given: answer.score < 0 ? null : { score: answer.score, comment: answer.comment ?? "" },
    onScore: (score) => {
      rate(state, survey, answer, score);
      clearTimeout(state.draftTimer);
      state.draftTimer = setTimeout(() => sendDraft(state), DRAFT_MS);
      emit("scored", bare({ score }));
    },
    onSend: (score, comment) => {
      answer.comment = comment.trim() || null;
      rate(state, survey, answer, score);
      sendDraft(state);
      state.panel = null;
      if (answer.comment !== null) emit("commented", bare({ score }));
    },
    onLater: leave("snoozed", survey.snoozeMs),
    onDismiss: leave("dismissed", survey.askEveryMs),
  });
}

function rate(state: State, survey: Survey, answer: Answer, score: number): void {
  answer.score = score;
  const until = state.given?.answer === answer ? state.given.until : Date.now() + EDIT_MS;
  state.given = { survey, answer, until };
  state.draft = bare({ ...answer });
  state.waitFor(survey.answerEveryMs);
}

function sendDraft(state: State): void {
  clearTimeout(state.draftTimer);
  if (state.draft !== null) state.outbox.add(state.draft);
  state.draft = null;
}
