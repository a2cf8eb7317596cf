import type { Grammar } from "./grammar";

/** What shops, offices and their customers write to each other: nobody is ordered about, though much sounds like it. */
export const BENIGN_SERVICE: Grammar = {
  service: `{effort}
{effort}
{freedom}
{freedom}
{ruleask}
{manual}
{swap}
{voice}
{effort} {freedom}
{manual} {effort}
{swap} {ruleask}
{voice} {effort}`,
  effort: `(You|Customers|Members) (do not|don't|need not|never|no longer) (need to |have to |)(do|change|pay|send|sign|install|enter) (anything|any of this|anything else)( (for now|at this stage|until we write|on your side|today)|)(.|; we (take care of|handle) (it|the rest).|, the (change|refund|update) (comes|happens) by itself.)
(Nothing|No more) (has to|needs to) be (done|paid|sent) (by you|on your side|now).
(If you (agree|are happy|did not order this),|In that case|Then) (there is nothing|you have nothing) (more |)to do(.|, just wait.)
(We|Our team|The courier|The workshop) (can|will|could) (do|fix|repair|arrange) (anything|almost anything|whatever) (you|our customers) (want|like|need)( with (the frame|your order|the design)|)(.|, within the (budget|warranty|week).)`,
  freedom: `(With|In|On) the (free|basic|family|team|student|unlimited) (plan|tariff|version|ticket) (you|members|everyone) (can|may) (do|use|try|watch|book|export) (anything|everything|all of it|as much as you (like|want))( without (any |)(limit|limits|restrictions|extra cost|delay)|)( for (a month|30 days|one year)|).
(Use|Keep|Return|Share|Test) (it|the app|the bike|your ticket) without (any |)(restriction|restrictions|limits|problems|obligation|reason|fee)( on (all|up to three) (devices|days)|)(.|!)
(Returns|Refunds|Cancellations|Upgrades|Bookings) are (free|possible at any time|not limited|unlimited|without conditions)( and (need|require) no reason|).
(Feel|You are|Everyone is) free to (cancel|write|call|choose|come by|try another size|ask again)( (at any time|whenever you like|today)|)(.|, no questions asked.)
There (is|are) no (limit|limits|rules|restrictions|minimum|obligation) (on|for) (returns|bags|guests|parking|the number of (users|seats|projects)).`,
  ruleask: `(What|Which) (are|is) (your|the|their) (rules|policy|policies|conditions|limits|instructions|guidelines|restrictions) (for|on|about) (returns|refunds|pets|warranty|parking|delivery|late payment|gift cards|cancelling)(?|, please?)
(Can|Could) you (tell|show|send) me your (rules|policy|terms|instructions|guidelines|price list) (for|on|about) (returns|shipping|insurance|the workshop|children)(?|, please?)
(Where|How) (do|can) I (find|read|see|print) (your|the) (instructions|rules|terms|safety rules|manual|guidelines)( for (the saddle|assembly|this model)|)?`,
  manual: `(System|Model|Type|User|Role|Setting): (Shimano|Deore|standard|guest|installer|SRAM|metric|owner)(. | | / )(Instructions|Note|Step 1|Warning|Tools): (mount|tighten|check|remove|grease|press) the (lever|bolt|chain|cover|battery|screw) (first|by hand|before use|until it clicks).
(Instructions|Assembly|Care|Safety): (First|Always|Never|Do not) (remove|open|ride|charge|overwrite|bypass|disable|override) (the|your) (battery|brake|cover|sensor|limiter|default settings) (without|before|with) (reading this|wet hands|a key|help).
(Admin|Assistant|Support|Agent|Customer): (the order|your parcel|the refund|my bike) (was|is) (sent|ready|late|refused)( yesterday| again| today|)(.|, sorry.|?)`,
  swap: `(Please |)(ignore|disregard|forget|skip|drop|override|overwrite) (my|the|our|his) (last|earlier|previous|first|old) (mail|message|order|address|offer|quote|question|request|choice)(, | - |; )(I|we|they) (found|meant|want|have|need) the (other|right|new|blue|larger) (one|number|invoice|size|version).
(From now on|From today|As of Monday|In future) (please |)(write|answer|send|reply|deliver|call) (in (German|Dutch|English)|to the new address|by mail|after five|to my colleague)(.|, thank you.)
You (do not|don't) have to (follow|keep|read|answer|use|obey) (the (order|steps|list|suggestion|old rules)|every step|all of them)( (in order|exactly|yourself)|)(.|; (two|most) are optional.)
(Do not|Don't|Please don't) (tell|mention it to|say anything to|warn|ask) my (wife|boss|team|son|neighbour)(, it is a (surprise|gift|present)| before (Friday|the party)|).`,
  voice: `(Act|Work|Speak) as (my|our|a) (translator|contact|proxy|reference|witness)( (in|for) (the meeting|this mail|court)|)(?|, please.|.)
(You|She|They) (must|should|may) (never|not|only|always) (ride|store|wash|charge|park|pay) (it|the bike|the battery|the car)( (in the rain|indoors|at night|twice|without a lock)|).
(Bypass|Override|Disable|Unlock|Turn off) (the (alarm|speed limiter|child lock|motor|light)|notifications|the old lock)( (for|during) (the journey|cleaning|transport|the night)|)(?|: how do I do that?|, please.)`,
};
