import { type Check, PASSED } from "./check-types";

/** Only the opening counts: further on, “I cannot” is mostly about something else. */
const OPENING_LENGTH = 240;

const PHRASES: readonly RegExp[] = [
  /\bI(?:'|’)?m (?:sorry|afraid),? (?:but )?I (?:can(?:'|’)?t|cannot|am (?:not able|unable)|won(?:'|’)?t)\b/i,
  /^\W*(?:sorry,? (?:but )?)?I (?:can(?:'|’)?t|cannot|won(?:'|’)?t|am unable to|am not able to|(?:must|have to) decline to) (?:help|assist|provide|comply|fulfil|create|generate|answer|do that|discuss|engage|support)/i,
  /\bas an AI(?: language model| assistant)?,? I (?:can(?:'|’)?t|cannot|am (?:not able|unable)|don(?:'|’)?t)\b/i,
  /^\W*(?:desculpe|lamento|sinto muito)\b.{0,40}\b(?:não posso|não consigo)\b/i,
  /^\W*(?:lo siento|disculpa)\b.{0,40}\bno puedo\b/i,
  /^\W*(?:désolée?|je suis désolée?)\b.{0,40}\bje ne peux pas\b/i,
  /^\W*(?:es tut mir leid|tut mir leid|leider)\b.{0,40}\bkann ich\b.{0,60}\bnicht\b/i,
  /^\W*(?:mi dispiace)\b.{0,40}\bnon posso\b/i,
];

export const checkRefusal: Check = {
  name: "refusal",
  version: 1,
  run({ answer, refusal, finishReason }) {
    if (refusal !== null || finishReason === "content_filter" || finishReason === "refusal")
      return { score: 0, note: "The provider marks the answer as refused or filtered." };
    const opening = answer.trimStart().slice(0, OPENING_LENGTH);
    if (opening === "") return null;
    if (!PHRASES.some((phrase) => phrase.test(opening))) return PASSED;
    return { score: 0, note: "The answer begins by declining." };
  },
};
