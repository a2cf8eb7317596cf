import type { Term } from "./docs";

export const WIDGET_COMMANDS: readonly Term[] = [
  {
    name: "session, { id, token }",
    text: "Which conversation is on the page; the token is from your server, see above.",
  },
  { name: "identify, { userId }", text: "Who is asked, so that nobody is asked too often on any device." },
  {
    name: "activity, { busy }",
    text: "True while an answer is being written: nobody is asked in the middle of one.",
  },
  {
    name: "consider",
    text: "Ask now if the server agrees. Without it the widget asks after 20 seconds of silence.",
  },
  {
    name: "show",
    text: "Opens it, for a button of your own; also lets the last answer be changed for ten minutes.",
  },
  { name: "hide", text: "Closes it." },
  {
    name: "event, type, { request_id, value }",
    text: "What the user did with an answer: regenerate, copy, edit, abandon, rephrase, handoff or accept.",
  },
  { name: "consent, true or false", text: "False: nothing is asked, sent or kept until it is true." },
  { name: "reset", text: "The user has signed out." },
  {
    name: "on, event, function",
    text: "ready, considered { reason }, shown, scored { score }, commented, snoozed, dismissed, error { reason }.",
  },
];

export const WIDGET_OPTIONS: readonly Term[] = [
  { name: "data-key", text: "A publishable key, fl_pk_…, with your page’s origin among its allowed ones." },
  { name: "data-locale", text: "Of twelve languages; the page’s own when left out." },
  { name: "data-theme", text: "light, dark or auto." },
  { name: "data-position", text: "The corner it stands in." },
  { name: "data-consent", text: "required: waits for the command consent." },
  { name: "data-container", text: "A selector: it stands inside that element instead of over the page." },
];

export const reactSnippet = (origin: string): string => `"use client";
import Script from "next/script";
import { useEffect } from "react";

export function AskUsers({ sessionId, token }) {
  useEffect(() => {
    window.floopy ??= (...call) => { (window.floopy.q ??= []).push(call); };
    window.floopy("session", { id: sessionId, token });
  }, [sessionId, token]);
  return <Script src="${origin}/nps/v1.js" data-key="fl_pk_…" />;
}`;
