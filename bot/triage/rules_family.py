"""Danger from the family: forced marriage, children taken, children alone. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P1 = Severity.P1

FAMILY: tuple[Rule, ...] = (
    rule("forced_marriage", "forced_marriage", P1, "marriage under pressure, or FGM threatened", r"""
        (taking|sending|flying|bringing|sent|brought) (me|her|my <1><KIN>)
            <5>(be married|get married|to marry|a husband|my husband)
        # made to marry
        (mak(e|ing|es)|forc(e|ing|es|ed)|made|pressur\S+|want(s|ing)?|tricked|trying to (make|force|get)|
            threaten\S*) (me|us|him|her|them|<PO>) <G3>(to marry|marry|to get married|get married|into
            (a |an |the |this )?<G1>(marriage|marrying|wedding|engagement))
        <P> <G3>(<AUX>)?(being )?forced (to (marry|get married|be married)|into
            (a |an |the |this )?<G1>(marriage|marrying|wedding))
        (forced|force|forcing) (to marry|me to marry|her to marry|marriage
            (help|please|tomorrow|next week|on \S+day))(?= ) unless (\S*law)
        (victim of|escape|escaping|escaped|run(ning)? away from|facing|in) (a |an |my |the )?forced marriage
        marry (me|us|her|him|my \S+) off
        marrying (me|her|him|us) off
        # does not want to
        (married|marry|marriage|wedding|engaged) <G8>(do|does|did) not
            want(?! to (convert|change|pay|lose|use|go|register|have a big))( to| it| this| him| her|)
        (do|does|did) not want to (get married|marry|be married) unless (in (a |the )?church)
        (not|never) (let|allow|allowed|go|leave|come) <5>(until|unless|till) (i|she|he|we)
            (marry|am married|get married|is married|gets married|marries|agree)
        # no way home until they marry
        (can not|not) go home (until|unless|till) i
        # arranged for them
        arranged (my|her|a|our|his) (wedding|marriage) <8>(said no|no|not want|refuse|against|scared|help|only
            \d+)
        (arranged|planned|set up|booked) (my|her) (wedding|marriage|engagement) <3>(without|and i|behind)
        wedding <G4>(it is mine|is mine|without (telling|asking) me)
        (i am|she is|he is|aged?) 1[0-7] <10>(marry|married|wedding|marriage)
        # FGM
        <PO> (is|am|are|being|be|been) <G3>(taken|sent|flown|brought|going) <3>(for|to have|to get|to be)
            (fgm|cut|circumcised|married off|the cut)
        (fgm|female genital mutilation|genital mutilation) <2>(on|done to|to|for) (my|her|me|our)(?= )
        (my|our|her) <1><KIN> <6>(for fgm|have fgm|fgm done|mutilated)
        (going|want|wants|planning|plan|trying|need|needs|about) to (cut|circumcise|mutilate)
            (my|our|her|me|the|his) ?<G1>(daughter|daughters|girl|girls|sister|niece|baby|me|
            granddaughter)?(?= ) unless (hair|losses|trip|costs|stay|holiday|nails)
        (taken|sent|going|flown|fly|have|having|get|getting) <8>(for|to have) <2>female circumcision
        (have|having|get|getting) <1>(my|our|the|her) <1>(daughter|girl|niece|sister|cousin|granddaughter)s? circumcised
        want (my|our|the|her) <G1>(daughter|girl|niece|sister|granddaughter)s? (to be )?(circumcised|cut)
        (victim of|fear|afraid of|threat\S*|risk of) <3>honou?r (killing|based)
        honou?r killing <6>(me|my|her)
        # hints: engaged, clothes, never met
        (i will be|i am (being|getting|to be)|they (are|have) (getting|got) me|will be|making me get) engaged
            <12>(1[0-7]|not want|cousin|help|phone|passport|never met)
        (wedding (clothes|dress|outfit)|bridal|henna) (for me|and they|and took|without)
        (told|said) (me )?it was (a |just a |only a )?(holiday|visit|family visit)
            <12>(wedding|marry|husband|married|engaged|phone|passport)
        (marry|married to|engaged to|wedding to) (a man|someone|a stranger|my cousin|him)
            <4>(never met|do not know|twice my age|not love|against)
        (found|chosen|picked) (me )?a husband( for me| for my)? <10>(not want|passport|phone|help|scared|1[0-7])
    """),
    rule("forced_marriage", "forced_marriage", P1, "marriage under pressure, or FGM threatened", r"""
        (meet|meeting|introduced to|waiting for) (my |a |the )?(husband|future husband|groom|fiance|new husband)
            <6>(not have a|never|not know|not want|not met|scared)
        (not have a|no) husband <6>(help|scared|passport)
    """, without=(Guard.GENERIC, Guard.NEGATED,)),
    rule("child_taken", "child_abduction", P1, "a child taken, kept, or prevented from leaving", r"""
        (run|ran|runs|gone|went|made|gone) off with (my|our|the) <1><CHILD>
        (will|would|do|does|did|is|are) not (give|giving) (me )?(back )?(my|our) <1><CHILD>
            unless (a|an|any|the|their|his|her|passport|passports|visa|visas|food|s|enough)
        <CHILD> (is|are|were) gone(?= ([.,!]|and|since|$)| $)
        # took or keeps them, and will not bring them back
        (ex|ex \S+|husband|wife|father|mother|partner|boyfriend|girlfriend|dad|mum|he|she|they|family|in laws?|
            someone|somebody|stranger|grandparents|social services)
            <G6>(took|taken|takes|taking|kept|keeps?|keeping|abducted|kidnapped|snatched|stolen|stole|has|have|
            hidden|hiding|flown|brought|withholding|retained) <G1>(my|our|the|his|her) <G2><CHILD>
            <12>(without (my|her|his|our|telling|consent|permission|asking)|(will|would|does|do|did|is|has|have)
            not (bring|return|give|let|come|send|brought|returned|giving|bringing|coming)|(refus\S+|never)
            (to )?(return|bring|give|brought|came|come|returned)|not know where|no idea where|away from me|and
            (gone|disappeared|run|vanished|fled)|against my|not (coming|bringing|returning|see|speak)|can not
            (find|see|reach|contact|get))
        # abducted, by its name
        <CHILD> (<AUX>)(abducted|kidnapped|snatched|wrongfully retained|stolen)
        (abducted|kidnapped|snatched|stole) (my|our|the|his|her) <G1><CHILD>
        # will not return them
        (refus\S+|will not|would not|does not|do not|is not|are not|not)
            (to )?(return|returning|give back|giving back|give(?= (me )?(my|our|the) <G1><CHILD>( back|(?= ([.,!]|
            and|$)| $)))|bring back|bringing back|bring|send back|hand
            over|let go of|release) (back )?(my|our|the|his|her) <G1><CHILD>
        # may not leave with them
        (will|would|do|does|did|are|is) not (let|letting|allow|allowing|permit)
            (me |us )?(to )?(leave|go|travel|take|have|see|come|return|fly) <3>(with )?(my|our|the) <G1><CHILD>
            unless (on the plane|on board|passport|a visa|to board)
        (will|would|do|does|did|are|is) not (let|letting|allow|allowing) (my|our|the|his|her) <G1><CHILD>
            (to )?(leave|go home|come home|come back|return|go|out of the country|exit)
        (family|husband|wife|ex|father|mother|in laws?|relatives|he|she|they) <3>(keeping|kept|holding)
            (my|our|the|his|her) <G1><CHILD>
            unless (up|busy|happy|safe|entertained|company|awake|informed|company)
        # about to be taken
        (about|going|threaten\S*|planning|trying|plans|wants) to (take|abduct|kidnap|snatch)
            (my|our|the|his|her) <G1><CHILD> (out of|away|to (?!school|the|a|see|visit|spain for)|abroad|from
            me|and)
        (travel|exit) ban on (my|our|the|his|her) <G1><CHILD>
        # taken by somebody
        (someone|somebody|stranger|man|woman|they) (has |have |just )?(taken|took|grabbed|snatched) (my|our)
            <G2><CHILD> unless ((to|out|for|on) )
        (took|taken|take|taking) (my|our|the) <G1><CHILD>
            (away|from me|off me|into care|and (left|went|fled|ran|disappeared|gone))
        (parental|child) abduction (help|please|emergency|by (my|his|her)|case)
        (took|taken) (my|our|the) <G1><CHILD> (abroad|to \S+) and (i|we|she|he|they)
            (do|did|will|can|has|have|is|are) not
        <CHILD> (being |been )?(held|kept) (by|from me|in)
            <1>(ex|father|mother|husband|wife|family|his|her|their)
        # not brought home when they should be
        <CHILD> (were|was|are|is|should have been|should be) (meant|supposed|due)?( to)?( be| have been)?
            ?(home|back|returned|returning) <14>(live|lives|staying|not|never|refus\S*|keeping)
        (ex|wife|husband|father|mother|partner) <3>(moved|went|gone|flew|left|fled|ran away|disappeared|
            emigrated) <5>with (my|our|the) <G1><CHILD>
        (custody|residence) <3>(to|of) <8>(can not|not) (take|bring|see|leave with) (my|our|the) <G1><CHILD>
        (can not|not able to|not allowed to|forbidden to|stopped from)
            (take|bring|taking|bringing|leave with|see|seeing) (my|our) <G1><CHILD>
            <1>(home|back|out|because|with me|again|any ?more)
        # passports of children hidden
        (hidden|hid|took|taken|kept|keeping|holding|burned) (the |my |our )?<CHILD>s? passports?
        (hidden|hid) (their|her|his) passports?
        refus\S+ (me |any |all )?(contact|access) <3>(with|to)? ?(my|our|the)? ?(<CHILD>)?
    """),
    rule("child_taken", "child_abduction", P1, "a child taken, kept, or prevented from leaving", r"""
        (keep|take|have|get) (my |the |our )?(<CHILD>|them) and i (will|would) (never|not) <1>see
        never see (my |the |our )?(<CHILD>) again
        (their|his|her) (dad|father|mum|mother) <1>(was|is|were) (supposed|meant|due) to
            (bring|return|send|drop|fly)( \S+)? ?(them|him|her|my \S+) (back|home)
        (has|have|did|was|is) not (brought|returned|sent|bring|return|bringing)
            (back )?(my |our |the )?(<CHILD>|them back)
    """, without=(Guard.GENERIC, Guard.IF,)),
    rule("child_alone", "child_abduction", P1, "a child alone abroad", r"""
        i am (1[0-6]|[6-9]) and <6>(gone|left me|alone|not come back|never came|nobody|no one)
        # a child writes
        (i am|im|am) (only )?(1[0-6]|[6-9]|eleven|twelve|thirteen|fourteen|fifteen|sixteen)( years?
            old)?( and| ,|\S*)? <4>(alone|on my own|by myself|abandoned|left me|left here|lost|nobody|no one)
            unless (\S*(fly|travel))
        # somebody tells of a child
        <CHILD> <G4>(is|was|are|has been|been|were|s) (left |all |stuck |stranded |completely |lost )?(alone|on
            (his|her|their) own|by (himself|herself|themselves)|abandoned)(?= ) unless (travel| flying)
        (is|she is|he is) (only )?(1[0-6]|[4-9])( years? old)? and
            (he is|she is|they are|is|are|all|stuck|now|been|has been|left)
            <2>(alone|on (his|her|their) own|by (himself|herself)|stranded|stuck)(?= )
        (1[0-6]|[2-9]) ?(year|yr) ?olds? <G1>(is |was |are |has been |been |stuck |stranded |and )+(left |all |
            now |here )?(alone|on (his|her|their) own|by (himself|herself)|abandoned) unless (fly|travel)
        (left|abandoned|dumped) (me|him|her|them|my <CHILD>|the <CHILD>)
            <G2>(alone|here|on (my|his|her|their) own|by (myself|himself|herself))(?= )( .*)?
        unaccompanied <G1>(child|minor|children|boy|girl) (is|are|has|here|stuck|stranded|found|alone|at the)
        (1[0-6]|[4-9]) and (nobody|no one)
        found (a|an|this) <G1>(child|boy|girl|toddler|baby|kid)
            <G3>(alone|on (his|her|their) own|lost|crying|wandering)
    """, without=(Guard.GENERIC,)),
    rule("child_alone", "child_abduction", P1, "a child alone abroad", r"""
        (mum|dad|parents|mother|father) <3>(left|abandoned|dumped) (me|us) <4>(here|alone|airport|hotel|and)
    """),
)
