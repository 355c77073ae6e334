"""Danger from within: suicide, self-harm, breakdown. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P1, P2 = Severity.P1, Severity.P2

MIND: tuple[Rule, ...] = (
    rule("suicide", "mental_health_crisis", P1, "suicidal, or harming themselves", r"""
        # harm that has begun
        (cut|slashed|slit|sliced) (my|his|her) (wrists?|arms|throat|veins)
        (hanged|hung) <SELF>
        (i am|he is|she is) (standing|sitting) (on|at|over) (a|the) <1>(bridge|ledge|edge|railing|roof|cliff)
            unless (of the|taking|and (taking|want to photo)|what is)
        # wishes and plans
        (kill|killing|hang|hanging|shoot|shooting|drown|drowning|poison|stab) <SELF>
        (hurt|hurting|harm|harming|cut|cutting|burn|burning) <SELF>
            unless (off|out|on (the|a|some)|shaving|some slack|short)
        (i|he|she) <G4>(kms|kys)
        kms (tonight|now|today|soon|rn)?
        # wishes to die, or not to live
        (i|he|she|we) <G3>(want|wants|wanted|wish|wishes|going|ready|plan|planning|deserve|prefer|like|need|
            hope|rather) (to |i could )?(just )?(die|be dead|not be (here|alive)|disappear (for ever|forever))
            unless (my hair|hard|for (a|some|that)|laughing|on (the|a) (hill|beach))
        (want|wish|wishes) (i|he|she) (was|were|is|had|would)
            (dead|not alive|never born|never been born|not here|die)
        (do|does|did) not (want|wish|like) to (live|be alive|be here|exist|wake up|carry on|go on)
            unless (in|with|there|on my|together|near|at the|during|for (the|long)|to the|up (early|at))
        # can bear no more
        (can|could) not (go on|carry on|do this|take (it|this)|cope|live)
            (any ?more|any longer|with myself|like this) unless (holiday|job|tour|contract)
        (can|could) not go on(?= [.!,]|  ?$| $)
        # ends a life
        (end|ending|ends|take|taking|took|ended) (my|his|her|their|my own|his own|her own) (own )?life
        end it all
        (want|wants|going|ready|time) to end it unless (early|on)
        # no reason to live
        no (reason|point|will) (to (live|go on|carry on|being here)|in (living|going on|life|anything)|living|
            going on) unless (there)
        (not|nothing|no reason) (worth living|worth it anymore|to live for|left to live)
        life (is not|has no) (worth|meaning)
        # the word suicide itself
        (feel|feels|feeling|is|am|are|was|being|been|very|actively|becoming|got) suicidal
        suicidal (thoughts|and|friend|son|daughter|wife|husband|brother|sister|feelings|help|right now|here)
        (attempt\S*|tried|committing|commit|contemplating|considering|threaten\S*|talking about|thinking
            (about|of)|thoughts of|planning|going to do|done) <G2>suicide
        suicide (attempt|note|watch|threat|thoughts|plan) unless (hotline|helpline)
        # pills, jumping, cutting
        (overdosed|over dosed)
        (taken|took|take|taking|had) (an |a )?(overdose|od)(?= )
        (taken|took|swallowed) <G2>(of |all |lots of |many |too many |lot of |whole (box|packet|bottle)
            of )<G3>(pills|tablets|medication|paracetamol|sleeping|painkillers|meds|drugs)
            unless (with me|through|to japan)
        i (have |just |already )*(took|taken|swallowed) (all |most )?(of )?(the|them|those|her|his) (pills|tablets)?
            <3>(minutes|hour|hours|already|just now)(?= )
        (took|taken|swallowed) ([2-9]\d|1\d\d) <1>(pills|tablets|paracetamol|ibuprofen|sleeping|codeine|
            aspirin|diazepam)
        (going|threaten\S*|want|wants|about|ready|says? (he|she) will|trying) to jump(?= )
            unless (off the (boat|pier)|in the (sea|pool)|the queue|on|into|ship|at|from a plane|out of a plane)
        (on|over) the (edge|ledge|railing|bridge) (and )?(threaten|going|about|wants)
        (self harm|self harming|self harmed|selfharm\S*) unless (policy|statistics)
        # nobody would miss them; goodbye
        (nobody|no one|world|everyone|family) (would|will)
            (miss me|care if i|be better off without me|notice if i)
        better off (dead|without me)
        do not care if i (die|live)
        ready to die
        i (have|got) a plan to (die|end)
        (my|last|final) goodbyes? (to (you all|everyone|the world)|everyone|world|note)
        slit (my|his|her) (wrists?|throat)
        i (just )?want (it|everything|the pain) to (stop|end|be over)
        (i|he|she) (will|would|may|might|could|going to) (kill|hurt|harm|hang|do something (stupid|silly) to)
            <SELF>
        i am done with (life|living)
        # a message that takes leave
        (goodbye|farewell|suicide) (text|message|note|letter|email|video|post|voicemail)
        # no way out, no hope
        (not|never|no) (see|see any|see the|seeing|any|feel)
            <1>(way out|point any ?more|point in (living|anything|going on|carrying on)|future|hope)
            unless (of the (car|maze|airport))
        see (any|no|a) (way out|point any ?more|future|reason to)
        not see the point( any ?more| of (living|life|anything|it all|going on))
        # the means are at hand
        (got|have|bought|holding|counting|with) (the |my |a |some |enough )*(tablets|pills|rope|razor|razor
            blades?)( (here|ready|in (my|front)|next to|now))
        not (want|like) to wake up
        # tired of living
        (given|giving|give) up on (life|living|everything)
        tired of (living|life|being alive|everything|it all|existing)
        (lost|no) (all )?(the )?will to live
        (took|taken|taking) (his|her|my|their) own life(?= )
        ready to (go|leave this world|end)(?= (forever|for good))
        not (be )?(here|around|alive) (tomorrow|much longer|in the morning) unless (morning flight)
        i can not (live|cope|do life) (like this|any ?more|any longer)
    """, without=(Guard.GENERIC, Guard.IF, Guard.STUDY,)),
    rule("suicide", "mental_health_crisis", P1, "suicidal, or harming themselves", r"""
        # hints at it
        (how much longer|much longer) (i|he|she) can (keep going|go on|carry on|cope|do this|hold on|take)
        (thinking|dream\S*|look\S*) (about|of|at|over) (the |that |jumping|this )(bridge|balcony|cliff|edge|
            train tracks|pills|knife|off|in front)
        locked (myself|himself|herself|themselves) (in|inside)
            <8>(knife|pills|tablets|razor|gun|rope|not answer|says|crying|hurt|die)
        (i|he|she) (just )?(want|wants) to (disappear|give up|stop existing|not exist|sleep for ?ever|go to
            sleep and)
    """, without=(Guard.GENERIC, Guard.IF, Guard.NEGATED, Guard.STUDY,)),
    rule("mental_health", "mental_health_crisis", P2, "a mental-health crisis", r"""
        # illness by its name
        (psychotic|psychosis|hallucinating|delusional|schizophreni\S* (episode|attack)|having delusions|paranoid
            delusions|manic episode) unless (drug|plant)
        (is|am|are|was|went|going|gone|been|very|becoming|become|seems|he is)
            <G1>(psychotic|manic|delusional|paranoid)
        (having|had|has|have|suffering|suffered|is|am) <G3>(a |an )?(mental|nervous|complete|total|emotional|
            full|bad|severe)? ?(breakdown|mental health crisis|panic attacks?|mental health emergency|mental
            episode|mental breakdown) unless (cover|insurance|of (the|costs|my)|on the (road|motorway))
        mental health (crisis|emergency|breakdown|episode) unless ((abroad )?(leaflet|guide))
        # what others see and hear
        hear(s|ing)? voices
        (been|was|is|were|got|being) sectioned
        (psychiatric|mental) (hospital|ward|unit|clinic|institution)(?= ) unless (job|nurse|placement)
        (off|stopped taking|not taking|without|run out of|stopped) (his|her|my|their|the)
            <G1>(meds|medication|medicine|antipsychotics|lithium)
            <6>(strange\S*|odd\S*|paranoid|voices|violent|confused|manic|acting|wander\S*|aggressive|scared|
            worse|delusion\S*)
        thinks <G1>(people|everyone|someone|the police|they) (is|are)
            <G1>(following|after|watching|poison\S*|trying|out to get)
        acting (very |really |so )?(strangely|bizarrely|erratically|crazy|weird|paranoid)
        (lost|losing|out of) (his|her|their) mind(?= ) unless (with|over)
        severe(ly)? depress\S*
        # not themselves
        not (himself|herself|myself|in (his|her) right mind)(?= ([.,!]|and|at all|since|any ?more))
        not slept (for|in) <1>(days|nights)
        (says?|thinks?|believes?|convinced) (that )?(he|she|they) (is|are)
            <1>(god|jesus|a prophet|the messiah|being (watched|followed|poisoned|chased)|dead)
        (psychiatric|psychiatrist|psych) (unit|ward|hospital|hold|clinic|facility)
        (ran|running|walking|wandering) (around )?naked
        talking (to (himself|herself|people who|voices)|nonsense)
        (mental|nervous) (state|health) <1>(bad|worse|deteriorat\S*|collaps\S*|crisis|terrible)
        (thinks?|believes?|convinced) (that )?(the |his |her |our |everyone |my |we |i )?<2>(is|are|am)
            <1>(spies|spying|agents|poison\S*|following|watching|evil|demons?|possessed|listening|out to get)
    """),
)
