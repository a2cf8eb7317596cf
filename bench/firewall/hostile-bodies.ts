import { repeated } from "./hostile";

/** A request that is made to be slow, and an answer to it. */
export interface HostileBody {
  name: string;
  request: string;
  answer: Buffer;
}

const requestOf = (content: string, more = ""): string =>
  `{"model":"m","messages":[{"role":"user","content":"${content}"}]${more}}`;
const answerOf = (text: string): Buffer =>
  Buffer.from(JSON.stringify({ choices: [{ message: { role: "assistant", content: text } }] }));

/** Of answers so much is looked through. */
const ANSWER_LENGTH_MAX = 262_144;

/** A request and an answer of one unit again and again. */
export function textBody(unit: string, length: number): HostileBody {
  const text = repeated(unit, length);
  return {
    name: unit,
    request: requestOf(JSON.stringify(text).slice(1, -1)),
    answer: answerOf(text.slice(0, ANSWER_LENGTH_MAX)),
  };
}

const FINE = answerOf("fine");
const MEGABYTES_10 = 9_900_000;
const filled = (part: string): string => part.repeat(Math.floor(MEGABYTES_10 / part.length));

/** The same with a number in each that no other one has. */
function numbered(part: string): string {
  const parts: string[] = [];
  for (let length = 0; length < MEGABYTES_10; length += parts.at(-1)?.length ?? 0)
    parts.push(part.replaceAll("#", String(parts.length)));
  return parts.join("");
}

/** Bodies whose form is hostile and not their words: many values, deep ones, and texts of nothing but escapes. */
export const hostileBodies = (): HostileBody[] => [
  {
    name: "100,000 objects",
    request: requestOf("hello there", `,"more":[${'{"a":"b c"},'.repeat(99_999)}{}]`),
    answer: FINE,
  },
  {
    name: "10 MB of objects",
    request: requestOf("hello there", `,"more":[${filled('{"a":"b c"},')}{}]`),
    answer: FINE,
  },
  {
    name: "10 MB of arrays in arrays",
    request: requestOf("hello there", `,"more":[${filled("[[]],")}1]`),
    answer: FINE,
  },
  { name: "10 MB of different addresses", request: requestOf(numbered("a#@b.org ")), answer: FINE },
  {
    name: "answer of 10 MB of text",
    request: requestOf("mail a@b.org"),
    answer: answerOf(filled("words and [EMAIL_1] and a line\n")),
  },
  {
    name: "answer of 10 MB of addresses",
    request: requestOf("mail a@b.org"),
    answer: answerOf(numbered("a#@b.org ")),
  },
  {
    name: "answer of 10 MB of objects",
    request: requestOf("mail a@b.org"),
    answer: Buffer.from(`{"choices":[${filled('{"a":"b [EMAIL_1]"},')}{}]}`),
  },
  { name: "10 MB of escaped line ends", request: requestOf(filled("\\n")), answer: FINE },
  { name: "10 MB of escaped letters", request: requestOf(filled("\\u0061\\u0062 ")), answer: FINE },
  {
    name: "10 MB of messages",
    request: `{"model":"m","messages":[${Array.from({ length: 2_000 }, () => `{"role":"user","content":"${"words and ".repeat(480)}"}`).join(",")}]}`,
    answer: FINE,
  },
];
