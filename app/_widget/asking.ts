import type { Emit, Options } from "./commands";
import { keep, kept, markOf } from "./kept";
import { createOutbox, type Outbox } from "./outbox";
import { bare, isVisible, own, ownText, pageRoot } from "./page-access";
import { openPanel, type Panel } from "./panel";
import { createRating, type Rating } from "./rating";
import { answerOf, readSurvey, type Survey } from "./survey";

export interface Asking {
  session(id: string, token: string | null): void;
  identify(user: string | null): void;
  /** Something happened in the conversation: the silence begins anew. While busy nothing is asked. */
  activity(isBusy: boolean): void;
  consider(): Promise<void>;
  show(): Promise<void>;
  hide(): void;
  event(type: string, facts: unknown): Promise<unknown>;
  stop(): void;
}

interface State {
  options: Options;
  emit: Emit;
  outbox: Outbox;
  rating: Rating;
  sessionId: string;
  token: string | null;
  user: string | null;
  survey: Survey | null;
  isBusy: boolean;
  isAsking: boolean;
  /** The server has said its last word on this session. */
  isSettled: boolean;
  isStopped: boolean;
  decisions: number;
  idleTimer: ReturnType<typeof setTimeout> | undefined;
}

const IDLE_MS = 20_000;
/** With these the session may still be asked later. */
const NOT_YET = /^(unknown_session|too_few_turns)$/;
/** How often the server is asked about one session, whatever the page does. */
const DECISIONS_MAX = 20;

/** Who is asked when: one panel at a time, at most one ask of a session, and none the server has not allowed. */
export function createAsking(options: Options, emit: Emit): Asking {
  const outbox = createOutbox(options.key, urlOf(options, "/v1/nps"), post);
  const state: State = bare({
    ...{ options, emit, outbox, sessionId: "", token: null, user: null, survey: null },
    ...{ isBusy: false, isAsking: false, isSettled: false, isStopped: false, decisions: 0 },
    idleTimer: undefined,
    rating: createRating({
      ...{ options, emit, outbox },
      snooze: ({ session_id, token, user, show_id }) => {
        const body = JSON.stringify(bare({ session_id, token, user, show_id }));
        // Unsaid, the server waits longer before it asks again.
        if (show_id !== null) post(urlOf(options, "/v1/nps/snooze"), body).catch(() => {});
      },
      waitFor: (ms) => keep(throttleName(state), `${Date.now() + ms}`),
    }),
  });
  watchPage(state);
  outbox.resend();
  return {
    session: (id, token) => startSession(state, id, token),
    identify: (user) => {
      state.user = user;
    },
    activity: (isBusy) => {
      state.isBusy = isBusy;
      arm(state);
    },
    consider: () => ask(state, false),
    show: async () => {
      if (!state.rating.isOpen() && !state.rating.reopen(state.sessionId)) await ask(state, true);
    },
    hide: () => state.rating.close(),
    event: async (type, facts) => {
      const { isStopped, sessionId, token } = state;
      if (isStopped || sessionId === "") return;
      const about = { value: own(facts, "value") ?? null, request_id: own(facts, "request_id") ?? null };
      const body = bare({ session_id: sessionId, token, type, ...about });
      return post(urlOf(options, "/v1/events"), JSON.stringify(body));
    },
    stop: () => stop(state),
  };
}

/** Shows what end users would see. Nothing is asked of the server and nothing is sent. */
export function openPreview(options: Options, config: unknown, container: Element | null): Panel | null {
  const survey = readSurvey(config);
  if (survey === null) return null;
  const ignore = (): void => {};
  return openPanel({
    ...{ survey: withOptions(survey, options), container, nonce: options.nonce, given: null },
    ...{ onScore: ignore, onSend: ignore, onLater: ignore, onDismiss: ignore },
  });
}

/** The key stands in the address and the body is text: so no preflight is needed. */
const urlOf = ({ apiBase, key }: Options, path: string): string =>
  `${apiBase}${path}?key=${encodeURIComponent(key)}`;

function post(target: string, body: string): Promise<Response> {
  return fetch(target, bare({ method: "POST", body, keepalive: true, credentials: "omit" as const }));
}

const throttleName = ({ options, user }: State): string =>
  `floopy.nps.${options.key}.next${user === null ? "" : `.${markOf(user)}`}`;

function watchPage(state: State): void {
  const rearm = (): void => arm(state);
  window.addEventListener("keydown", rearm, true);
  window.addEventListener("pointerdown", rearm, true);
  window.addEventListener("online", () => state.outbox.resend(), true);
  document.addEventListener(
    "visibilitychange",
    () => (isVisible() ? arm(state) : state.rating.sendDraft()),
    true,
  );
  window.addEventListener(
    "pagehide",
    () => {
      state.rating.sendDraft();
      state.outbox.leave();
    },
    true,
  );
}

function startSession(state: State, id: string, token: string | null): void {
  state.token = token;
  if (id === state.sessionId) return;
  state.sessionId = id;
  state.isSettled = false;
  state.decisions = 0;
  arm(state);
}

function arm(state: State): void {
  clearTimeout(state.idleTimer);
  const { isStopped, isSettled, isBusy, sessionId, rating, survey } = state;
  if (isStopped || isSettled || isBusy || sessionId === "" || rating.isOpen()) return;
  state.idleTimer = setTimeout(() => void (isVisible() && ask(state, false)), survey?.idleMs ?? IDLE_MS);
}

function stop(state: State): void {
  state.isStopped = true;
  clearTimeout(state.idleTimer);
  state.rating.dropDraft();
  state.rating.close();
  state.outbox.clear();
  keep(throttleName(state), null);
}

async function ask(state: State, isForced: boolean): Promise<void> {
  let reason = refusal(state, isForced);
  if (reason === "") {
    state.isAsking = true;
    state.decisions++;
    try {
      state.survey ??= await loadSurvey(state.options);
      reason = state.survey === null ? "no_survey" : await decide(state, state.survey);
    } catch {
      // No network, or a policy of the page that does not let us call: the page is told, and nothing else happens.
      reason = "network";
      state.emit("error", bare({ reason }));
    }
    state.isAsking = false;
  }
  state.emit("considered", bare({ reason }));
  // The session may be on its way into the store, or the network away: silence goes on, and is asked about again.
  if (/^(unknown_session|network)$/.test(reason)) arm(state);
}

/** Why nobody is asked now, as far as this page can tell; empty when the server is to decide. */
function refusal(state: State, isForced: boolean): string {
  if (state.isStopped) return "stopped";
  if (state.isAsking || state.rating.isOpen()) return "busy";
  if (state.sessionId === "") return "no_session";
  if (state.isSettled) return "settled";
  if (state.decisions >= DECISIONS_MAX) return "too_often";
  return !isForced && Number(kept(throttleName(state))) > Date.now() ? "asked_recently" : "";
}

async function decide(state: State, survey: Survey): Promise<string> {
  if (!survey.isEnabled) return "turned_off";
  const { sessionId, token, user } = state;
  const asked = { session_id: sessionId, token, user, locale: survey.locale };
  const response = await post(urlOf(state.options, "/v1/nps/decide"), JSON.stringify(bare(asked)));
  const decision = response.ok ? await answerOf(response) : null;
  const reason = ownText(decision, "reason") || `http_${response.status}`;
  // The page may have moved on to another session, or been told to stop, while the server thought.
  if (sessionId !== state.sessionId || state.isStopped) return "moved_on";
  state.isSettled = response.ok && !NOT_YET.test(reason);
  if (own(decision, "show") !== true) return reason;
  keep(throttleName(state), `${Date.now() + survey.askEveryMs}`);
  state.rating.open(survey, {
    ...asked,
    ...{ score: -1, comment: null, show_id: ownText(decision, "show_id") || null },
    shown_at: new Date().toISOString(),
  });
  state.emit("shown", bare({}));
  return reason;
}

async function loadSurvey(options: Options): Promise<Survey | null> {
  const locale = encodeURIComponent(options.locale || pageRoot().lang || navigator.language);
  const url = `${urlOf(options, "/v1/nps/config")}&locale=${locale}`;
  const response = await fetch(url, bare({ credentials: "omit" as const }));
  const survey = response.ok ? readSurvey(await answerOf(response)) : null;
  return survey === null ? null : withOptions(survey, options);
}

function withOptions(survey: Survey, { theme, position }: Options): Survey {
  return { ...survey, mode: theme || survey.mode, position: position || survey.position };
}
