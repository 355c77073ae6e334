"""Who asks for a person, and who says only that they are in danger. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule
from bot.triage.verdicts import Cue

P1, P2, P3 = Severity.P1, Severity.P2, Severity.P3

CALL: tuple[Rule, ...] = (
    rule("asks_for_person", "talk_to_human", P3, "asks for a person", r"""
        (can|could|let|want|need|get|have) <3>(real|actual|live) (person|human|human being)
        # asks to talk to a person
        ((talk|speak|speaking|talking|chat|connect|connected|transferred)|(connect|transfer|put|pass|get) me)
            (directly )?(to|with|through to|over to|on to)
            <PERSON>(?= ([.,!?]|please|now|about|at|in|from|who|there|instead|than|here|urgently|today|asap|on|
            for|rather|immediately|or|and|because|real|directly|not|$)|  ?$|$| $)
            unless (at (the|my) (conference|event|airport|airline|bank|hotel|hospital|shop|school)|in (reception|the
            shop))
        # asks to be called
        (can|could|please|will|would you|want|need|get|have)
            <G2>(someone|somebody|anyone|a person|a human|an officer|an adviser|the embassy|you)
            (to )?(please )?(call|phone|ring|contact|get back to|telephone) (me|us|my \S+|back)
        (?<!you )(?<!to )(?<!not )(call|phone|ring|telephone)
            (me|us)( back)?( please| now| asap| urgently| on| at| tonight| today| as soon)?(?= [.,!?\d+]| $|
            $|  |(?<= )$)
        # human, please
        (?<!travel )(?<!estate )(?<!letting )(human|agent|operator|representative|real person|person|live agent|
            live chat)( please| now)(?= )
        (want|need|get me|give me|like|rather|prefer|demand|find me|is there|are there|let me (have|see))
            <G1>(a |an )?(actual |real |live )?(human|human being|real person|real human|live agent|live person|
            actual person|operator)(?= ) unless (rights|resources|remains|contact)
        (get|give|want) (me )?a person(?= )
        (is there|are there) (a |any )?(real |actual |live )?(person|people|human|humans|someone|somebody|
            anyone) (i can|that i can|who can|to|there|available)
        not (want to )?(talk|speak|talking|chat) (to|with) (a |this )?(bot|robot|machine|computer)
        call ?back (please|request|asap|urgently)
    """, without=(Guard.GENERIC, Guard.PAST,)),
    rule("asks_for_person", "talk_to_human", P3, "asks for a person", r"""
        (not want|do not like|hate|sick of|no more|fed up (of|with)|not)
            (a |this |to (talk|speak|chat) to (a )?|talking to (a )?)?(chatbot|chat bot|robot|machine|automated
            \S+)
        (get|ask|have|tell|send) (somebody|someone|anyone|a person|the consul|a consul|your staff|an officer)
            <6>(to )?(ring|call|phone|contact|visit) (me|us|my|our|him|her)
        (number|line|way) <6>(speak|talk) (to|with) (an? )?(actual |real |live )?(person|human|someone|somebody)
    """, without=(Guard.GENERIC, Guard.NEGATED, Guard.PAST,)),
    rule("generic", "welfare_concern", P2, "says they are in danger", r"""
        # does not feel safe
        (not|never|un|no longer) (feel |feeling |at all |really |very )?(safe|
            secure)( (here|any ?more|at all|anymore|where|right now|now|in (this|my|the|our)|with|at home|
            tonight|to (go out|leave|stay|go home|go back))) unless (to (drink|eat|travel))
        (i|we|she|he|they) (do|does|am|are|is|did) not <G1>(feel |feeling )?(safe|
            secure)(?= ([.,!?]|here|at|and|$)| $|$)
        (fear|fearing|scared|afraid|terrified|frightened|worried) for (my|our|his|her|their)
            <G1>(life|lives|safety)
        # rescue us
        (please|someone|god|somebody|come|must|help) (help )?(come )?(and )?(save|rescue)
            (me|us|my|our|him|her|them) unless (money|time|a (trip|seat|place))
        (need|needs|want) (to be )?(rescue|rescued|rescuing|saving|protection from|a safe place)(?= )
        # something terrible; fear
        (something) (terrible|awful|horrible|bad|really bad|dreadful)
            (has |have )?(happened|is happening|will happen|going to happen)
        (life and death|life or death|matter of life)
        (they|he|she|people|someone) (are|is|will|going to|want to|wants to)
            <G2>(kill|hurt|harm|murder|behead|execute) (me|us|him|her|them|my \S+)
        (scared|afraid|frightened|terrified)(?= (and alone|please|help|of him|of them|for my|i am|we are|they|he
            is|what do i do|[.,!]|$)| $)( .*)? unless (of (flying|heights|spiders|needles))
    """, without=(Guard.GENERIC, Guard.NEGATED, Guard.PAST,)),
    rule("generic", "welfare_concern", P2, "says they are in danger", r"""
        # in danger
        (am|are|is|be|s|family|kids|children) <G1>(in|at)
            <G1>(danger|grave danger|mortal danger|risk of (death|being killed))
        in (danger|immediate danger|serious danger|trouble and scared)(?! of (losing|missing|expiring))(?= )
        (life|lives) (is|are|s)? ?(in danger|at risk|at stake|under threat|threatened)
    """, without=(Guard.GENERIC, Guard.PAST,)),
    rule("generic", "welfare_concern", P1, "fears to die", r"""
        (i|we) do not want to die
        (i|we) (am|are) (going to|about to) die
    """, without=(Guard.NEGATED,)),
    rule("generic", "welfare_concern", P3, "calls for help", r"""
        # SOS, emergency
        (sos|mayday)(?= ) unless (children|button|villages|app)
        (is|have|had|got|having|family|medical|real|serious) (an |a )?(family |medical |real |serious )?
            emergency(?= ([.,!?]|please|help|here|now|i|my|we|situation|and|$)| $|$)
            unless (passport|travel|number|numbers|contact|document|phone|exit|line|certificate|visa|card|fund|
            kit)
        (^|(?<= [.!?,]))? ?emergency(?= (!|please|help|now|emergency)| $)
        help (me|us)( please| now| urgently| quick| quickly| god)?(?= (! ?!|(i am|we are)
            (in|being|stuck|trapped|scared|lost|hurt|alone)|they (are|have)|somebody|someone))
        # needs help urgently
        (need|want|require|send|get) <G1>(urgent|immediate|emergency|desperate|serious) (help|assistance|rescue)
            unless (with (my|a|the|an) <G1>(passport|visa|application|form|booking)|renew\S*|filling)
        (need|want) <G1>(help|assistance) (urgently|immediately|now|asap|right now|desperately|quickly|fast)
            unless (with (my|a|the|an) <G1>(passport|visa|form|application)|renew\S*)
        desperate(ly)? (for|need|needs|seeking|please|situation|help|and|we|i)(?= )
            unless (to (visit|book|find a)|for a (holiday|beer|break))
        (we|i|they|she|he) (am|are|is) <G1>desperate(?= ([.,!]|please|for help|$)| $|$)
        help( help)+
        help (!|please !)( !)+
    """, without=(Guard.GENERIC, Guard.PAST,)),
    rule("generic", "assault_crime", P2, "passport taken by somebody", r"""
        (he|she|they|someone|somebody|man|men|woman|people|landlord|owner|guide|driver)
            <2>(took|taken|has|have|keeps?|kept|hid|hidden|holding|seized|confiscated) (away )?(my|our|all our)
            passports?
            unless (photo|photos|details|number|numbers|copy|copies|to
            (copy|scan|stamp|check|get|make|process|be|the (embassy|visa))|at
            (the )?(visa|embassy|consulate|reception|check in|hotel|bank|desk)|for
            (a |the |my |processing|safe)|in (the|a) safe|with (the|my) visa|and stamped|already|ready|
            application)
    """),
    rule("generic", "assault_crime", P1, "danger at their door, or hiding from it", r"""
        # at the door
        (they|he|she|men|someone|somebody|people) (are|is)
            (right |just |still )?(outside|at|behind|banging on|knocking on|trying|kicking) (of )?(my|our|the)
            <1>(door|room|house|window|gate|tent|flat|hotel) unless (for the (taxi|tour)|staff)
        # hiding
        (am|are|is) hiding unless (place|my|behind a)
        (hid|hide|hiding) (in|under|behind|from) (the |a |my |him|them|her )?<1>(toilet|bathroom|bed|cupboard|
            wardrobe|room|basement|closet|roof|attic|kitchen|car|woods|forest|men|police|soldiers|husband|them|
            him)
        # coming for them
        (coming|came|come) (back )?(for|after) (me|us|my \S+)(?= ([.,!]|and|tonight|now|please|with|again|$)| $)
    """),
)

BARE_WORDS: dict[str, Cue] = {
    word: cue
    for cue, words in (
        (Cue("suicide", "mental_health_crisis", P1, "suicide or self-harm"), "suicidal overdosed"),
        (Cue("kidnap", "kidnap_hostage", P1, "kidnapped or held"), "kidnapped abducted hostage trafficked"),
        (Cue("sexual_assault", "sexual_assault", P2, "sexual assault"), "raped"),
        (Cue("arrest", "arrest_detention", P2, "arrested or detained"), "arrested detained jailed"),
        (Cue("assault", "assault_crime", P2, "attacked or hurt by somebody"), "stabbed attacked beaten"),
        (Cue("robbed", "assault_crime", P3, "robbed"), "mugged robbed"),
        (Cue("generic", "welfare_concern", P2, "says they are in danger"), "trapped"),
    )
    for word in words.split()
}
"""One word that is the whole message, or alone among words of calling: at night, on a bad line, nobody types more."""

ASKS_FOR_PERSON = next(rule.cue for rule in CALL if rule.cue.kind == "asks_for_person")
CALLS_FOR_HELP = next(rule.cue for rule in CALL if rule.cue.severity is P3 and rule.cue.kind == "generic")
