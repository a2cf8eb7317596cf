import { rule } from "./text-rule";

/** Rules in lower case. Development prompts they were made on are not in the tests. */
export const LOGIC = rule(
  "houses, n|logic|puzzle|knave|truth|sudoku|clue",
  /\b(\d+ houses, numbered|logic (grid|puzzle)|zebra puzzle|knights? and knaves?|truth[- ]tellers?|sudoku|clues?:\s*\n)/,
);

export const CODE_STRONG = rule(
  "```|def |class |import |#include|function|const |let |select |<?php|package |traceback|exception|error|trace|segfault|unit test|pull request|regex|leetcode|pytest|dockerfile|npm |git ",
  /```|^\s*(def \w|class \w+[:({ ]|import \w|from \w+ import|#include|public (static|class)|function \w*\(|const \w+ =|let \w+ =|select .+ from|<\?php|package \w+;)|\b(traceback \(most recent|nullpointerexception|syntaxerror|typeerror|stack ?trace|segfault|unit tests?|pull request|regex(p|es)?|leetcode|pytest|dockerfile|npm install|git (commit|rebase|merge))\b/m,
);
export const CODE_LANGUAGE = rule(
  "python|script|java|c++|c#|rust|golang|kotlin|swift|php|ruby|sql|bash|shell|html|css|react|node|pandas|numpy|vba|matlab|haskell|scala|perl",
  /\b(python|javascript|typescript|java|rust|golang|kotlin|swift|php|ruby|sql|bash|powershell|html|css|react|node\.?js|pandas|numpy|vba|matlab|haskell|scala|perl)\b|\bc(\+\+|#)/,
);
export const CODE_VERB =
  /\b(write|implement|create|fix|debug|refactor|optimi[sz]e|complete|review|code|program|convert|build|explain|run)\b/;
export const CODE_NOUN = rule(
  "function|method|class|script|program|query|algorithm|api|code|regex|endpoint|component|macro",
  /\b(write|implement|create|give me|complete|design)\b.{0,40}\b(function|method|class|script|program|query|algorithm|api|code|regex|endpoint|component|macro)\b/,
);
export const CODE_PROSE = rule(
  "story|essay|poem|letter|speech|blog|article",
  /\b(story|essay|poem|letter|speech|blog|article)\b/,
);

export const MATH_NOTATION = rule(
  "$|\\",
  /\$[^$\n]{1,200}[\\^_=+<>{}][^$\n]*\$|\\(frac|sqrt|sum|int|begin\{|cdot|le|ge|pi|theta|angle|text)\b|\\\[|\\\(/,
);
export const MATH_WORDS = rule(
  "solve|simplif|factor|derivative|integral|equation|polynomial|probability|remainder|divisible|perimeter|hypotenuse|radius|circumference|triangle|rectangle|square root|prime|how many|arithmetic|geometric|multiple|greatest common|percent|compute|evaluate|find the|what is the",
  /\b(solve for|simplify|factor(i[sz]e)?|derivative|integral|equation|polynomial|probability (that|of)|remainder|divisible|perimeter|hypotenuse|radius|circumference|triangle|rectangle|square root|prime numbers?|how many (ways|integers|digits)|arithmetic sequence|geometric (series|sequence)|least common multiple|greatest common|percent(age)? of|compute|evaluate|find the (value|sum|product|number|area|volume|smallest|largest)|what is the (sum|product|area|volume|value|probability|remainder|average|mean) )/,
);
/** A story with numbers that asks for one. */
export const ASKS_QUANTITY = rule(
  "how |what |calculate|find|determine",
  /\b(how (many|much|far|long|old|fast|tall)|what (is|was|will be|percentage|fraction|are)|calculate|find|determine)\b[^.!]{0,160}\?|calculate|how (many|much)/,
);
export const QUANTITY =
  /\b(how (many|much|far|long|old|fast|tall)|what (is|was|will be|percentage|fraction|are) (the|his|her|their|its)? ?(total|cost|price|profit|average|difference|ratio|number|combined|remaining|percentage|discount|speed|weight|age)|in total|altogether|each|per (hour|day|week|month|year|minute|person|pound|dozen)|twice as|times as|half (of|as)|left\?|more than|fewer than|less than)\b/;
export const NUMBER =
  /\b(\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|twice|third|quarter)\b/g;

/** Lettered choices on lines of their own, with their capitals. */
export const CHOICES = /\n\s*\(?A[).:][^\n]*\n\s*\(?B[).:]/;
/** Before the choices: words and units of what has to be worked out, signs of notation, figures. */
export const WORKED_OUT =
  /\b(calculate|compute|how (much|many|far|long)|what (is|was) the (value|rate|probability|magnitude|speed|velocity|force|mass|energy|pressure|temperature|volume|cost|price|total|number|ratio|distance|power|current|resistance|frequency|efficiency)|find the|determine the|estimate|percent|per (hour|year|day|month|second)|(kg|cm|mm|km|mol|atm|joule|watt|volt|newton|degrees?|°|lb|ft|psia|btu|m\/s|hz)\b)/;
export const NOTATION_SIGN = /\\[a-z]+|\^|_\{|\$/g;
export const FIGURE = /\d+(\.\d+)?/g;
export const BLANK = rule("__|fill in|which of", /_{2,}|\bfill in the blank|\bwhich of the following\b/);

export const TRANSLATE = rule(
  "translat|english|german|french|spanish|portuguese|italian|dutch|polish|russian|japanese|chinese|korean|arabic|hindi|turkish|swedish|bersetz|tradu",
  /\btranslat(e|ion|ing)\b|\b(in|into|to) (english|german|french|spanish|portuguese|italian|dutch|polish|russian|japanese|chinese|korean|arabic|hindi|turkish|swedish)\b.{0,20}[:"“]|\b(übersetze|traduce|traduza|traduis|traduire)\b/,
);
export const EXTRACT = rule(
  "extract|classif|categor|label|parse|identify|list |named ent|sentiment|summar|tl;|key points|bullet points|convert|json|fill",
  /\b(extract|classify|categori[sz]e|label (the|each|these)|parse|identify (all|the|every)|list (all|every) (the )?(names|dates|entities|emails|companies|people)|named entit|sentiment|summari[sz]e|summary of|tl;?dr|key points|bullet points (from|of)|convert (the|this|these) .{0,40}(table|json|csv|xml)|as json|into json|fill (in|out) the (form|table)|which (category|label))\b/,
);
export const WRITE = rule(
  "write|draft|compose|rephrase|paraphrase|proofread|edit|improve|polish|brainstorm|come up|suggest|generate|create|invent|imagine|in the style|act as|pretend|you are a|you are my",
  /\b(write|draft|compose|rephrase|edit|improve|polish|brainstorm|come up with|suggest|generate|create|invent|imagine)\b.{0,80}\b(e-?mail|letter|essay|article|blog|post|story|poem|song|lyrics|speech|tweet|caption|slogan|names?|title|headline|outline|script|dialogue|joke|review|description|paragraph|sentences?|proposal|resume|cv|cover letter|recipe|plan|itinerary|ideas?|ad|advert|copy|message|report|text|scene|haiku|rap)\b|\b(write (a|an|me|the|about|as|in|like|two|three)|rewrite|proofread|paraphrase|in the style of|act as|pretend|you are (a|an|my))\b/,
);
export const QUESTION_START =
  /^\s*(what|who|when|where|why|how|which|whose|is|are|do|does|did|can|could|should|would|will|explain|describe|define|tell me|compare|give me|list|name|was|wie|warum|wer|wo|qué|cómo|quién|o que|como|por que)\b/m;
