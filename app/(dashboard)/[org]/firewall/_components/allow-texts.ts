import type { AllowMatch } from "@/server/contracts/firewall-allow";
import type { HitDetail } from "@/server/contracts/firewall-hits";

export type AllowOption = HitDetail["options"][number];

interface OptionText {
  label: string;
  description: string;
}

/** What each way lets pass, in words that say how much that is. */
export function optionText(option: AllowOption, detail: HitDetail): OptionText {
  const isInjection = detail.category === "injection";
  switch (option) {
    case "phrase":
      return {
        label: "This phrase",
        description: isInjection
          ? "These words, however they are written. Whatever else the text says is still judged, and so is the text as a whole."
          : "These words, however they are written. What is found outside of them is still found.",
      };
    case "pattern":
      return {
        label: "A pattern",
        description: "Whatever matches, up to 200 characters. The rest of the text is still judged.",
      };
    case "place":
      return {
        label: detail.direction === "answer" ? "This detector in answers" : "This detector at this place",
        description: isInjection
          ? `Every text at ${detail.place ?? "this place"} that “${detail.detector}” finds and that scores no more than this one. That is wider than a phrase: a weak attack there passes, too.`
          : `Everything that “${detail.detector}” finds at ${detail.place ?? "this place"}, whatever it is.`,
      };
    case "sensitivity":
      return {
        label: "Lower the sensitivity by one step",
        description:
          "For the whole project: fewer ordinary texts are stopped, and fewer attacks. What is stopped changes, not what is noted.",
      };
  }
}

export function matchWords(match: AllowMatch): string {
  switch (match.kind) {
    case "phrase":
      return `“${match.phrase}”`;
    case "pattern":
      return `/${match.pattern}/`;
    case "place": {
      const place = match.path === "answer" ? "anywhere in answers" : match.path;
      return match.scoreMax === null ? place : `${place}, up to score ${match.scoreMax.toFixed(2)}`;
    }
  }
}
