"""Grave trouble told in plain, short words. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P1, P2 = Severity.P1, Severity.P2

PLAIN: tuple[Rule, ...] = (
    rule("child_taken", "child_abduction", P1, "a child taken, kept, or prevented from leaving", r"""
        # taken without leave, not brought back
        (took|taken|taking|take) <1><CHILD> (to|abroad|out|from) <8>without <1>(permission|consent|knowledge|telling|
            asking)
        refus\S+ to (return|bring back|send back|hand back|give back|send|hand over) <1><CHILD>
        (he|she|ex|wife|husband|mother|father|dad|mum|parents|in laws?) (is |has |have )?(taken|took) my <1><CHILD>
            unless (to (school|nursery|the|see|visit|disney\S*|a|football|swimming)|on|out|swimming|shopping|for|s)
        (will|would|has|have|did|does) not (bring|send|give|hand|brought|sent|bringing) (him|her|them) (back|home)
        give (me )?back my (son|sons|daughter|daughters|kids|children|baby|child|boys?|girls?)
        (mother|father|ex|wife|husband|mum|dad) (has |have |is )?(run|ran|gone|fled) (away|off) with (him|her|them)
        (took|taken) <1><CHILD> (to|on|abroad) <8>(not|never) (come|came|coming|return\S*|back|brought|bringing)
        (bring|brought|return|have) (the |my |our )?(<CHILD>|them) (back|home) <12>(blocked|live there|staying there|
            ignor\S*)
        # forbidden to leave
        (ban|block|stop|order) on (him|her|them) (leaving|travelling|going)
        (travel|border|airport) (stop|ban|block|order) on (my|our|the|his|her) <1><CHILD>
    """),
    rule("forced_marriage", "forced_marriage", P1, "marriage under pressure, or FGM threatened", r"""
        # papers or phone taken, and a wedding
        (took|taken|hid|hidden|burnt|burned|cancelled|locked) (away )?(my|her|his) <1>(passport|ticket|phone)
            <14>(wedding|nikah|marry|marries|married|henna|engaged)
        (wedding|nikah|marry|married|henna|engaged) <14>(took|taken|hid|hidden|burnt|burned|locked) (away )?(my|her|
            his)
            <1>(passport|ticket|phone)
        # made to
        (being|been|was|getting|get) made (to|2) marry
        (says?|said|told me|telling me) (that )?(i|she|he) (will|have to|has to|must|am going to|is going to|got to)
            <1>(marry|get married|be married)
        (i|she|he) (have|has|got) to marry <4>(on|him|a man|cousin|someone|old|tomorrow|next|friday|or)
        (marry|married|nikah|wedding) <4>or (he|they|she|i|dad|else) <6>(ground|kill|beat|hurt|leave|never|disown|
            lock)
        (ran|run|running|escaped|escape) (away )?from (the|my) (wedding|nikah|engagement)
        (nikah|henna|wedding) (is |its )?(today|tomorrow|tonight|on \S+day) <8>(please|pls|help|not want|never met|
            1[0-7])
        i am 1[0-7] <14>(nikah|wedding|marry|married|henna)
        # cutting
        (lady|woman|women|auntie|aunty) (that|who|with) (cuts?|the (blade|knife))
    """),
    rule("missing", "missing_person", P1, "missing and at risk", r"""
        # a child, or lost in the wild, or ill
        lost (my|our) <1>(child|toddler|little (boy|girl)|kid|baby)(?= (in|at|on|near|help|airport|beach|please|
            [.,!]|$)| $)
        (missing|disappeared|vanished|overdue|not (come|came) (back|down|home)|not returned) <12>(sea|mountain|
            volcano|glacier|
            desert|jungle|diving|swim\S*|swam|kayak|paddle\S*|storm|dementia|insulin|epilep\S*|diabetic|suicidal)
        (swimming|hiking|diving|climbing|sailing|kayaking|dementia|diabetic|insulin) <14>(missing|disappeared|
            vanished|overdue|
            not (come|came) (back|down|home)|not returned)
        fell (off|from|overboard) (the|a|our)? ?<1>(ferry|ship|deck|cruise|yacht)
    """),
    rule("attack", "terror_attack", P1, "an attack, here and now", r"""
        # armed men
        gunm[ae]n <6>(our|us|we|i|my|upstairs|downstairs|village|hotel|hostel|now)
        (throwing|threw|thrown) grenades?|grenades? <3>(thrown|into|in the)
        (car|van|lorry|truck|vehicle) <2>(rammed|ploughed|mowed|smashed) <2>(crowd|people|us)
        (shots|gunfire|shooting|gunshots|bangs|grenades) <8>(hiding|hid|hide|hidden|we are in|i am in|inside who)
        (hid|hiding|hidden|hide) <8>(gunfire|gunshots|shots|shooting)
        (knife|axe|machete|gun|hammer|rifle) (on|in|outside|at) (the|our|my|this) <1>(train|bus|door|stairs|carriage|
            hotel)
        (he|she|they|someone|man|men|guy) (is |are )?(has |have |got )+(a |the |an )?<1>(hammer|bats?|crowbar|axe|
            petrol)(?= )
            <4>(and|to|trying|coming|on|outside|at)
        # from door to door
        (soldiers|they|men|rebels|gunmen|militia|army|mob|have|has) <4>(going|go|goes|went|come|coming)
            (room to room|door to door|house to house)
        (we|with|have|got) <4>lights (are )?off <6>(street|outside|soldiers|men|door)|street <6>lights (are )?off
    """),
    rule("disaster", "natural_disaster", P1, "caught in a disaster", r"""
        # water and fire come
        (on|in) the (roof|attic|loft) <10>(water|flood|fire|smoke|rising|rescue)
        (water|flood|smoke|fire) <10>(on|in|onto) the (roof|attic|loft) unless (tank|garden|terrace|bar)
        (fire|lava|flames|landslide|river|floodwater|avalanche|snow) (is |has |have |s )?(jumped|crossed|blocked|
            took|reached|cut|at)
            (off )?(the|our|both) <1>(road|garden|house|door|wall|gate|fence|street|bridge|lane|sides)
        (river|sea|floodwater) is (inside|in the (house|kitchen|room))
        water <2>(up to|at|above|over|past) (the |our |my |her |his )?<2>(knees?|waist|chest|neck|stairs?|windows?|
            ceiling)
        roof (is |has |s )?(gone|came off|come off|blown off|flew off) <10>(us|we|water|wind|help|hurricane|i)
        # nothing to drink or eat
        (no water left|water (is |has )?(finished|run out)|food (is |has )?(finished|run out)) <10>(road|we|us|help|
            days|kids)
        last of (the|our) (water|rice|food)
    """),
    rule("kidnap", "kidnap_hostage", P1, "kidnapped or held by somebody", r"""
        (grabbed|snatched|taken|dragged) (off|from) (the|his|her|a) <1>(street|road|car|bus|ferry|boat|bed|taxi)
            <14>(want|money|ransom|naira|dollars|k|grand|million|tied|help|days|masked|rang|video)
        (masked|armed) men <6>(took|stopped|grabbed|dragged|holding|have)
        (pics?|picture|photo|video|him|her|them) (of (him|her|them) )?<1>tied up
        (chained|padlocked|locked) <2>(at night|in a (shed|cage|container|cellar|box))
        (lock|locks|locked) us in(?= )
        (driver|taxi|cab) <8>(doors? (are |is )?locked|locked the doors?|will not stop|not stopping|will not let)
        (they|boss|owner|gang|company) sold (me|him|her|them|us) (to|on)
    """),
    rule("suicide", "mental_health_crisis", P1, "suicidal, or harming themselves", r"""
        (belt|rope|sheet|noose|cord) (is )?<1>(round|around|over|tied|to) <2>(neck|door|beam|rail)
        (standing|stood|sat|sitting|climbed|climbing) <3>(on|over) (the|a|this|platform) <2>(rail|railing|ledge|
            parapet|edges?)
            unless (of (the|a) (canyon|pool)|to take|taking)
        feel(ing)? (less )?like jumping(?= ([.,!]|off|from|in front|$)| $)
        (will|ill) be dead(?= ([.,!]|by|when|before|tonight|tomorrow|soon|room|$)| $) unless (tired|chuffed)
        not need (it|any|anything|them|any of it) after tonight
        (written|wrote|left) (the|my|all my|all the) (letters|goodbyes?) <14>(find|nobody|tonight|sorry|end|done)
    """, without=(Guard.GENERIC, Guard.IF, Guard.NEGATED, Guard.STUDY)),
    rule("domestic_abuse", "assault_crime", P1, "domestic abuse, in danger now", r"""
        (he|she) (is )?in the (shower|next room|other room|bath|kitchen) <14>(passport|kill|knife|hit|cut|scared|
            hurt|beat)
        (passport|kill|knife|hit|cut|quiet|loud|whisper\S*|type) <14>he is in the (shower|next room|other room|bath|
            kitchen)
        (he|she) (has )?found (the|our|my) (shelter|refuge|safe house|hiding place)
        (put|puts|putting) (me|us|her|him) in the ground
        (my |her )?<PARTNER>s? (has |is )?(broken|smashed|kicked|breaking) (down |in |through )?(the|my|our) <1>door
    """, without=(Guard.IF,)),
    rule("death", "death_abroad", P2, "somebody has died", r"""
        (my|our|him|her|<KIN>) <4>in a (coffin|fridge|body bag)
    """),
)
