import { bare, element, pageRoot } from "./page-access";
import { applyStyle, styleOf } from "./style";
import type { Survey } from "./survey";

export interface PanelOptions {
  survey: Survey;
  container: Element | null;
  nonce: string;
  /** An answer that may still be changed. */
  given: { score: number; comment: string } | null;
  /** Chosen, not sent yet. What is being written is nobody's before it is sent. */
  onScore(score: number): void;
  onSend(score: number, comment: string): void;
  onLater(): void;
  onDismiss(): void;
}

export interface Panel {
  close(): void;
}

/** How long the thanks stay when nobody closes them. */
const THANKS_MS = 5_000;

export function openPanel(options: PanelOptions): Panel {
  const { survey, container, nonce } = options;
  const host = element("div", { dir: survey.isRightToLeft ? "rtl" : "ltr", lang: survey.locale });
  const root = host.attachShadow(bare({ mode: "closed" as const }));
  applyStyle(root, styleOf(survey.accent), nonce);
  const focusBefore = pageFocus();
  let isOpen = true;

  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    const hadFocus = root.activeElement !== null;
    host.remove();
    if (hadFocus && focusBefore?.isConnected === true) focusBefore.focus();
  };
  const status = element("div", { role: "status", class: "sr" });
  const dismiss = element("button", { type: "button", class: "x", "aria-label": survey.text.close }, "×");
  const form = questionForm(options, {
    leave: (how) => {
      close();
      how();
    },
    thank: () => {
      const hadFocus = root.activeElement !== null;
      form.replaceWith(element("p", { class: "thanks" }, survey.text.thanks));
      status.textContent = survey.text.thanks;
      onDismiss = () => {};
      if (hadFocus) dismiss.focus();
      setTimeout(close, THANKS_MS);
    },
  });
  let onDismiss = options.onDismiss;
  const leave = (): void => {
    close();
    onDismiss();
  };
  dismiss.addEventListener("click", leave);

  const section = element(
    "section",
    { role: "dialog", "aria-label": survey.text.question },
    form,
    dismiss,
    status,
  );
  section.setAttribute("data-mode", survey.mode);
  section.addEventListener("keydown", (event) => {
    // Keys that are meant for us must not set off the page's shortcuts.
    event.stopPropagation();
    if (event.key === "Escape") leave();
  });
  root.append(section);
  place(host, container, survey.position);
  // Said once it stands in the page: a region that comes with its words is often not read.
  setTimeout(() => {
    status.textContent ||= survey.text.question;
  }, 100);
  return { close };
}

/** Above everything the page has, where browsers can; it never takes the focus. */
function place(host: HTMLElement, container: Element | null, position: string): void {
  if (container !== null) {
    container.append(host);
    return;
  }
  host.setAttribute("data-at", /^bottom-(start|center)$/.test(position) ? position : "bottom-end");
  host.setAttribute("popover", "manual");
  pageRoot().append(host);
  try {
    host.showPopover();
  } catch {
    host.removeAttribute("popover");
  }
}

function pageFocus(): HTMLElement | null {
  const active = document.activeElement;
  return active instanceof HTMLElement ? active : null;
}

interface Ways {
  leave(how: () => void): void;
  thank(): void;
}

function questionForm(options: PanelOptions, ways: Ways): HTMLElement {
  const { survey, given } = options;
  const { text } = survey;
  let score = given?.score ?? -1;
  const comment = element("textarea", { id: "c", maxlength: "2000", rows: "3", "aria-describedby": "p" });
  comment.value = given?.comment ?? "";
  const more = element(
    "div",
    { class: "more" },
    element("label", { for: "c" }, text.reason),
    comment,
    element("small", { id: "p" }, text.privacy),
  );
  const later = element("button", { type: "button", class: "quiet" }, text.later);
  const skip = element("button", { type: "button", class: "quiet" }, text.skip);
  const send = element("button", { type: "button", class: "main" }, text.send);

  const refresh = (): void => {
    const isRated = score >= 0;
    more.hidden = !isRated || !survey.hasComment;
    skip.hidden = more.hidden;
    send.hidden = !isRated;
    later.hidden = isRated;
  };
  const finish = (said: string): void => {
    options.onSend(score, said);
    ways.thank();
  };
  later.addEventListener("click", () => ways.leave(options.onLater));
  skip.addEventListener("click", () => finish(""));
  send.addEventListener("click", () => finish(comment.value));
  comment.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) finish(comment.value);
  });
  const choose = (chosen: number): void => {
    score = chosen;
    refresh();
    options.onScore(score);
  };
  const onEnter = (): void => {
    if (score >= 0) (more.hidden ? send : comment).focus();
  };
  refresh();
  return element(
    "div",
    {},
    element("fieldset", {}, element("legend", {}, text.question), scale(text, score, choose, onEnter)),
    element(
      "div",
      { class: "ends", "aria-hidden": "true" },
      element("span", {}, text.low),
      element("span", {}, text.high),
    ),
    more,
    element("div", { class: "row" }, later, skip, send),
  );
}

/** Eleven radio buttons of the browser's own; both ends say in words what they mean. */
function scale(
  { low, high }: Survey["text"],
  chosen: number,
  choose: (score: number) => void,
  onEnter: () => void,
): HTMLElement {
  const row = element("div", { class: "scale" });
  for (let score = 0; score <= 10; score++) {
    const input = element("input", { type: "radio", name: "score", value: `${score}` });
    input.checked = score === chosen;
    input.addEventListener("change", () => choose(score));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") onEnter();
    });
    // Voice control and screen readers hear at both ends what they mean; the number they see comes first.
    if (score === 0) input.setAttribute("aria-label", `0, ${low}`);
    if (score === 10) input.setAttribute("aria-label", `10, ${high}`);
    row.append(element("label", {}, input, element("span", {}, `${score}`)));
  }
  return row;
}
