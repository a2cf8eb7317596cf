import type { ContributionView, ModelChange } from "@/server/contracts/learning";

interface StatusText {
  label: string;
  tone: "success" | "info" | "neutral";
  description: string;
}

export const STATUS_TEXTS: Readonly<Record<ContributionView["status"], StatusText>> = {
  contributing: {
    label: "Giving and receiving",
    tone: "success",
    description:
      "Scores of your end users teach the shared model which models suit which tasks, and your routes know what everybody’s users like.",
  },
  waiting: {
    label: "Receiving",
    tone: "info",
    description:
      "Your routes know what everybody’s users like. Scores of a new organisation wait a week before others learn from them.",
  },
  demonstration: {
    label: "Receiving",
    tone: "info",
    description:
      "This is a demonstration: its routes know the shared model, and nothing it does teaches others.",
  },
  isolated: {
    label: "Apart",
    tone: "neutral",
    description:
      "Your routes know the public benchmarks and your own users’ scores. Nothing comes from others, nothing goes to them.",
  },
};

export const SIGNAL_NAMES = {
  nps: "End users",
  auto: "Evaluation",
  implicit: "Behaviour",
  manual: "Your ratings",
} as const;

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** “openai/gpt-4o became worse on 12 November 2026, as your users’ scores tell. …” */
export function changeText({ provider, model, since, direction, found_in }: ModelChange): string {
  const who = found_in === "own" ? "your own scores" : "the scores of all who learn together";
  return `${provider}/${model} became ${direction} on ${DAY.format(new Date(since))}, as ${who} tell. Routes go by what was said of it since.`;
}

/** “7.4”: a score from 0 to 1 on the scale of NPS answers. */
export function formatScore(score: number): string {
  return (score * 10).toFixed(1);
}
