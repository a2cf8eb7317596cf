/** A header of the gateway’s own and what it does. */
export interface HeaderTerm {
  name: string;
  text: string;
}

export const REQUEST_HEADERS: readonly HeaderTerm[] = [
  {
    name: "floopy-session-id",
    text: "Groups requests into a session, at most 128 characters. Without it we derive one and say how.",
  },
  { name: "floopy-user-id", text: "The end user. Stored as a keyed hash when the project says so." },
  {
    name: "floopy-project-id",
    text: "Must name the key’s own project; any other is answered with 404. A guard against mixed-up keys.",
  },
  { name: "floopy-property-<name>", text: "Up to 20 properties of your own, 256 characters each." },
  { name: "floopy-routing", text: "auto, pinned or off." },
  { name: "floopy-route", text: "Use this route whatever the model name says." },
  { name: "floopy-session-affinity", text: "on (default) keeps a session on its model." },
  { name: "floopy-fallback", text: "Models to try after the chosen one, comma separated." },
  {
    name: "floopy-max-latency-ms",
    text: "The longest wait for the answer, or for a stream’s first content. Then 504.",
  },
  {
    name: "floopy-prompt-id",
    text: "Id or short name of a stored prompt: its messages come first, filled from inputs in the body, and messages may be left out. With the model prompt, its own model answers.",
  },
  {
    name: "floopy-prompt-version",
    text: "A version’s number, a label, or latest. Without it: the label production.",
  },
  { name: "floopy-provider", text: "Force one connected provider." },
  {
    name: "floopy-cache",
    text: "off, exact or semantic. floopy-cache-enabled: true uses what the project uses, exact where it uses nothing. Helicone’s cache headers are aliases.",
  },
  {
    name: "floopy-cache-ttl",
    text: "Seconds for which the answer is kept, at most 30 days; else Cache-Control: max-age.",
  },
  { name: "floopy-cache-seed", text: "Any text: requests with another one share no answers." },
  {
    name: "floopy-cache-bucket-max-size",
    text: "Collect up to 20 answers, then give one of them by chance.",
  },
  {
    name: "floopy-cache-ignore-keys",
    text: "Members of the body that do not make a request another one, as paths: trace.id, messages.*.name.",
  },
  {
    name: "floopy-firewall",
    text: "block stops attacks and forbidden words, observe looks on, off ends looking on. Nothing that the project or key redacts or blocks can be switched off. floopy-llm-security-enabled: true is the same as block.",
  },
  {
    name: "floopy-fail-mode",
    text: "open or closed: what happens when the firewall itself fails. Where something is redacted or blocked it is always closed.",
  },
  { name: "floopy-log", text: "full, redacted, metadata or none. Never more than the project allows." },
  {
    name: "Idempotency-Key",
    text: "The same key leads to one call of a provider and the same answer, for 24 hours. With another body: 409.",
  },
];
