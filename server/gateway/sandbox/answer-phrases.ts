import type { SeededRandom } from "@/server/core/seeded-random";

type Some<T> = readonly [T, ...T[]];

/** The parts an answer is laid out from. `{topic}` stands for what the user asked about, in quotation marks. */
export interface Sections {
  openings: Some<string>;
  heading: string;
  /** What a step is about, and the step. */
  points: Some<readonly [string, string]>;
  sample?: string;
  closing: string;
}

export const GREETINGS: Some<string> = [
  "Hello! What would you like to work on?",
  "Hi there. Ask me anything and I will answer in the style of a real model.",
  "Hello, good to meet you. What can I help with?",
];
export const THOUGHTS: Some<string> = [
  "A short answer first, then the practical side, since that is what the user will act on.",
  "There are two readings; the practical one is likelier, so I answer that and mention the other.",
  "The user did not say how deep to go, so I start with the essence and add steps.",
];
export const CHECKS: Some<string> = [
  "I should say where this does not hold.",
  "The steps must be in an order that can be followed.",
  "An example would make it concrete.",
];
export const CAVEATS: Some<string> = [
  "Check this against your own case before you rely on it.",
  "This holds in the common case; unusual setups deserve a closer look.",
  "If one of the assumptions does not fit, say which one and the answer can be adapted.",
];

const ACCOUNT: Sections = {
  openings: [
    "Happy to help with {topic}. It takes about two minutes.",
    "Sorry for the trouble. For {topic}, do this:",
  ],
  heading: "What to do",
  points: [
    [
      "Open the settings",
      "Open **Settings → Account** and choose the entry that fits, or use the link below the sign-in form.",
    ],
    ["Confirm it is you", "We send a code to the address on file; it is valid for ten minutes."],
    ["Make the change", "Enter the new details and save. Other devices are signed out for safety."],
    ["Look for the mail", "A confirmation arrives at once; look into the spam folder if it does not."],
    ["Still stuck?", "Reply here with the time of your last attempt and a person takes over."],
  ],
  closing: "Did that work for you?",
};

const ORDER: Sections = {
  openings: [
    "Thanks for writing about {topic}. Here is where things stand.",
    "I looked at {topic}; this is how it goes:",
  ],
  heading: "What happens next",
  points: [
    ["Find the order", "Have the order number at hand; it is in the confirmation mail and under **Orders**."],
    [
      "Check the window",
      "Within 30 days of delivery the full amount can be returned, later a credit is possible.",
    ],
    ["Start the return", "Choose **Return or refund**, give a reason and print the label."],
    [
      "Money back",
      "The amount reaches the original means of payment three to five working days after we get the parcel.",
    ],
    ["If it is damaged", "Send a photo instead of the goods; we replace them without a return."],
  ],
  closing: "Share the order number and I can look up its state.",
};

const HOW_TO: Sections = {
  openings: [
    "Here is a way to approach {topic} that works in most cases.",
    "In short, for {topic}: start small, measure, then widen.",
  ],
  heading: "Steps",
  points: [
    ["Define done", "Write down what a good result looks like, so that you can tell when you have it."],
    ["Start small", "Try the smallest version that could work, with real inputs and not with invented ones."],
    ["Measure", "Pick one number that matters, and change only one thing at a time."],
    ["Keep or undo", "Keep what helped, undo what did not, and note why in a sentence."],
    ["Hand over", "Put the final version where others find it, with an owner and a date for the next look."],
  ],
  closing: "Tell me more about your setup and I can make these steps concrete.",
};

const EXPLAIN: Sections = {
  openings: [
    "{topic} is easiest to grasp by what it changes for the people who use it.",
    "Think of {topic} as the answer to a recurring problem; once you see the problem, the rest follows.",
  ],
  heading: "The main ideas",
  points: [
    [
      "The core",
      "At its heart is a trade-off: something gets simpler because something else is decided earlier.",
    ],
    ["Where it works", "It does well when inputs are predictable and a mistake is cheap to undo."],
    ["Where it does not", "It struggles when conditions change faster than anyone looks at them."],
    ["A common mistake", "The first good result is taken as proof; two or three make a pattern."],
    ["In practice", "It is used together with a simple check that says when to stop."],
  ],
  closing: "If you tell me where you met it, I can go into that case.",
};

const CODE: Sections = {
  openings: [
    "Here is a compact starting point for {topic}.",
    "For {topic}, plain code with clear names goes a long way.",
  ],
  heading: "How it works",
  points: [
    ["Check the input", "Fail early, with a message that names the bad value."],
    ["Stay pure", "The loop has no side effects, so it can be tested on its own."],
    ["Return a copy", "The argument is left as it was."],
    ["Test the edges", "Add a test for the empty input and one for a very long one."],
    ["Measure first", "It is linear in its input; make it faster only if a measurement asks for it."],
  ],
  sample:
    '```python\ndef unique(items):\n    """Return the items in order, without duplicates."""\n    seen = set()\n    return [item for item in items if not (item in seen or seen.add(item))]\n```',
  closing: "Paste the surrounding code and I will fit it in.",
};

const COMPARE: Sections = {
  openings: [
    "Both sides of {topic} are reasonable; they differ in what they make easy.",
    "{topic} mostly depends on how often things change and who has to run them.",
  ],
  heading: "Where they differ",
  points: [
    ["Starting", "The first is quicker to begin with and asks for less thought upfront."],
    ["Changing", "The second costs more at the beginning and less for every change after that."],
    ["Running", "For a small team the effort of operating it decides more than the features do."],
    ["Moving", "Going from the first to the second later is usual; the other way round is rare."],
    ["Price", "It matters least at the start and most after the first year."],
  ],
  sample:
    "| | First | Second |\n| --- | --- | --- |\n| Start | fast | slower |\n| Change later | harder | easier |\n| Run | little work | some work |",
  closing: "With two or three of your constraints I can say which side suits you.",
};

const WRITE: Sections = {
  openings: [
    "Here is a draft for {topic} that you can adapt.",
    "A first version for {topic}, friendly and to the point:",
  ],
  heading: "Draft",
  points: [
    ["Opening", "Thank you for your patience. We looked into this and want to tell you where it stands."],
    ["News", "The cause is clear now, and the fix is on its way to you."],
    ["What to do", "You do not need to do anything; we write again as soon as it is done."],
    ["If it is urgent", "Reply to this message and a person will answer today."],
    ["Closing", "Kind regards, the team"],
  ],
  closing: "Say if it should be shorter, warmer or more formal.",
};

const SUMMARY: Sections = {
  openings: [
    "In short, about {topic}: one decision and a few open points.",
    "The gist of {topic} fits into a few lines.",
  ],
  heading: "Summary",
  points: [
    ["Main point", "One claim carries the text; everything else supports it."],
    ["Background", "Most of the rest can be skipped on a first reading."],
    ["Open question", "One question stays open and needs an owner."],
    ["Figures", "The numbers mentioned point in the same direction."],
    ["Consistency", "Nothing in it contradicts what was said before."],
  ],
  closing: "I can also turn this into a list of actions.",
};

const IDEAS: Sections = {
  openings: ["Some ideas for {topic}, from simple to ambitious.", "For {topic}, these come to mind first:"],
  heading: "Ideas",
  points: [
    ["One-day version", "Build what a single person can finish in a day and show it to someone."],
    ["Ask first", "Ask five people who would use it what they do today, and begin there."],
    ["Borrow", "Take something that works elsewhere and change only its audience."],
    ["Invert", "Do the opposite of the usual and see which part of it survives."],
    ["Combine", "Join the two ideas you like best and drop the rest."],
  ],
  closing: "Pick one and I will turn it into a plan.",
};

const RULES: readonly (readonly [RegExp, Sections])[] = [
  [/\b(code|function|python|javascript|typescript|sql|regex|bug|algorithm|class|script)\b/i, CODE],
  [/\b(summari[sz]e|summary|tl;?dr|shorten|key points)\b/i, SUMMARY],
  [/\b(vs\.?|versus|compare|difference|better than|or should)\b/i, COMPARE],
  [/\b(write|draft|letter|post|announcement|compose)\b/i, WRITE],
  [/\b(refund|order|parcel|deliver\w*|shipping|return|invoice|charged?|damaged)\b/i, ORDER],
  [/\b(password|log ?in|sign ?in|account|subscription|e-?mail address|two-factor|2fa)\b/i, ACCOUNT],
  [/\b(ideas?|suggest|brainstorm|names? for|list)\b/i, IDEAS],
  [/\b(how (do|can|to|should)|steps|guide|set up|install|improve|fix|cancel|change|reset)\b/i, HOW_TO],
];

/** The kind of answer a question calls for. */
export function sectionsFor(text: string, random: SeededRandom): Sections {
  const rule = RULES.find(([pattern]) => pattern.test(text));
  return rule ? rule[1] : random.pick([EXPLAIN, HOW_TO]);
}
