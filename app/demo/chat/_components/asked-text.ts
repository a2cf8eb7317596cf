const TEXTS: Readonly<Record<string, string>> = {
  asked: "The server said yes. Your answer is bound to this session.",
  busy: "",
  no_session: "Write something first.",
  settled: "This session has been asked. Start a new chat to be asked again.",
  asked_recently:
    "You were asked lately. The widget leaves people alone for a while; “Ask me now” asks the server anyway.",
  answered_recently: "You answered lately, and are left alone for a while.",
  already_asked: "This session has been asked. Start a new chat to be asked again.",
  already_answered: "This session has its answer.",
  unknown_session: "The session is being stored. Try again in a moment.",
  too_few_turns: "The session needs two answers first.",
  not_sampled: "Not this time: only a share of sessions is asked, more where the router is unsure.",
  daily_cap: "No more questions today.",
  turned_off: "The demo organisation has turned its survey off.",
  network: "The server could not be reached.",
};

/** What came of asking, in words. */
export function askedText(reason: string): string {
  return TEXTS[reason] ?? "The server did not answer as expected. Try again in a moment.";
}
