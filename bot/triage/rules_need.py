"""Need of a person soon: no way home, no money, theft, no passport. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P2, P3 = Severity.P2, Severity.P3

NEED: tuple[Rule, ...] = (
    rule("stranded", "war_unrest_evacuation", P2, "stuck abroad and cannot get home", r"""
        (am|are|is|been|was|were|got|left|being|still|now|we|i|get|both) <G1>(stranded|marooned)
            unless (by (paperwork|the form)|on (level|a desert))
        (stranded) (in|at|on|with|here|abroad|without|because|after) unless (case|level|a desert|the desert)
        (i|we|he|she|they|<KIN>) <G4>(stuck|trapped) (here|abroad|in
            (?!(the )?(traffic|queue|my account|customs post|application|page|form|a queue|processing|
            pending)(?= ))<G1>|at (?!the (payment|page|step|form|stage|verification|question))|on a
            (cruise|ship|boat)|on (the|an|this) <G1>(island|ship|boat)|overseas|without|outside the uk)(\S+)?
        # stuck, with a reason
        stuck (in|at) (?!(the |a )?(traffic|queue|form|page|loop|payment|mud|my|customs|processing|verification|
            login|step|pending))(\S+ ){1,3}?(with|for|since|because|airport|no|and (can|need|no)|lockdown|due|
            after|until)
        (can|could) not <G1>(get|come|fly|travel|return|go)
            (back )?(home|to the uk|back to (the uk|england|britain|scotland|wales|london))
            unless (until (june|july|august|september)|for christmas)
        # closed borders and airports
        (border|borders|airport|airspace|air space) (is|are|has|have|was|were|been|being)?
            ?<G1>(closed|shut|closing) <10>(can not|stuck|stranded|get home|get out|leave|trapped|help|how
            (do|can) (i|we))
        (closed|shut) (the|all|their) (border|borders|airport|airspace)
            <10>(can not|stuck|stranded|trapped|leave|home)
        (can|could) not (get|leave|fly|go) (out( of)?|from|away from)? ?(the |this )?(country|island|ship)
            unless (code)
        # no flights
        (no|all|every) flights? <G4>(cancelled|grounded|home|out|available|leaving)
            <8>(stuck|stranded|can not|get home|help|trapped|how do (i|we))
        (repatriation|rescue|evacuation|charter) flights? <12>(we|i|my|us|stuck|stranded|home|please|help)
        (we|us|stuck|stranded) <G10>(repatriation|evacuation|rescue) flights? unless (in|back in|during)
        # asks to be brought home
        how (do|can|will) (i|we|they|<KIN>) (get|come) (back )?home(?= )( (from|with|when|if|because|now|
            there))?
        nobody (lets|will let) (them|us|me|him|her) off
        get me home|get us home|bring (me|us|them|him|her) home|help <ME> (get|come) (back )?home
        (we|i|they|he|she|<KIN>) (am|are|is|be|get|still)
            (all |both |now |just )?stuck(?= ([.,!]|and|because|until|please|$)| $|$)
            unless (([.,!] |and |because )?(which|on|what|how (do|can) i (fill|answer|enter|upload|pay)|the
            (form|page|site|website)|it (says|will)))
        (airport|border|borders|roads?|airspace) (is |are |has been |been |got )?(shut|closed|blocked)
            <16>(stuck|home|leave|visa|flight|get out|trapped|expires?|runs out)
        no (buses|planes|flights|trains|boats|way)( or \S+| and \S+)? (out|home|leaving|off|back)
            unless (of stock)
        locked down (by|in|here|with)
        (all|every|our|my|last) flights? <3>cancelled <14>(stuck|no way|can not get|stranded|run out|nowhere|
            days|no money)
        (can|could) not (fly|travel|come home|go home) <8>(afford|stuck|stay here|stranded)
        left (me|us|him|her|my \S+) (at|in|on) <1>(airport|station|runway|terminal|gate)
            <8>(hours|days|alone|food|without|wheelchair)
        turned away (from|by) (every|all|the|each) <1>(hospitals?|clinic|embassy|hotels?|border|airport)
    """),
    rule("destitute", "stranded_no_money", P2, "no money, food or shelter", r"""
        (thrown|put|kicked|threw|chucked) (me |us |him |her |them )?out on(to)? the streets?
        # no money
        (no|any|without|out of|ran out of|run out of|running out of|have not <G1>any|not got any|zero|not
            have( any)?|no more|spent all (my|our)|lost all (my|our|his|her)|stole all (my|our)|all (my|our))
            <G1>(money|cash|funds|savings) <10>(nowhere|sleep|food|eat|home|left|help|stuck|stranded|hotel|
            nothing|here|street|anything|survive|live|hungry|phone|cards?|passport|baby|kids|children|out of
            (here|the country)|stolen|gone) unless (office|address)
        (i|we|he|she|they|<KIN>) <G2>(have|has|had|got|with|am|are|is|got left with)
            <G1>(no|without any|without) (more )?(money|cash|funds)(?= ) unless (needed|back guarantee|transfer)
        # nowhere to sleep, nothing to eat
        (nowhere|no where|no place|nothing|not anywhere) (to (sleep|stay|go|live|eat)|else to go)
            unless (to|for dinner|in the evening|tonight for)
        (sleeping|slept|living|sleep|live) (rough|on the (streets?|beach|floor of|pavement|floor at)|outside|
            outdoors|in (the|a|an|my) (airport|park|street|car|bus station|train station|doorway|tent because))
            unless (address)
        (not|nothing) (eaten|to eat|had (any )?(food|anything to eat)|eat|had anything)( \S+){0,4}
            ?(for|in|since|all|today|days?|left)?(?= ) unless (pork|meat|gluten|dairy|nuts|fish|beef|spicy)
        (am|is|are|now|been|made|left|became|be|was|were|we|i)
            <G1>(homeless|destitute|penniless|starving(?= (and|to death|here|my|because|on the))|skint and|broke
            and|flat broke)
        (homeless|penniless|destitute) (in|and|at|abroad|here|with)
        (can|could) not (afford|pay for|buy|get) (any |even |to (eat|buy food|get home|fly home|come home)|the
            (flight|ticket|fare) home|a (flight|ticket) (home|back)|food|water|a room|anywhere|somewhere
            to)(\S+)?
        # put out
        (kicked|thrown|threw|chucked|evicted|put) (me |us |him |her |them )?(out)?( of| from)?
            (the |my |our |his |her )?<G1>(hotel|hostel|flat|apartment|house|room|home|airbnb|villa)(?= )
        (evicted|made homeless)
        # nothing left; cards swallowed
        (have|has|got|left with|here with) (absolutely |literally )?nothing( left)?(?= ([.,!]|left|and|but|no|$|to
            (eat|live))| $|$) unless (to declare|on)
        (cards?|bank card|atm) <8>(swallowed|blocked|not work\S*|stolen|frozen|declined|eaten)
            <10>(no (cash|money|food)|stuck|nothing|stranded|hungry|can not (pay|eat|buy))
        (money|bag|wallet|purse|cards) <8>(stolen|gone|taken|robbed)
            <6>(nothing|no money|no cash|can not (eat|pay|get)|stuck|stranded|nowhere)
        no (food|money|cash) (and|or|,)? ?no (money|food|cash|phone|cards?|where|passport|shelter|bank)
    """, without=(Guard.NEGATED,)),
    rule("destitute", "stranded_no_money", P2, "no money, food or shelter", r"""
        (have|has|got|only|left) <1>(\d{1,2}|two|three|five|ten)
            (euros?|pounds|dollars|quid|baht|rupees|pesos) unless (fee|each|note|per|for)
        (robbed|cleaned out) of everything
        (cards?) <3>(eaten|swallowed|retained|kept) by (the |an |a )?<1>(machine|atm|cash ?point|bank) <12>(no (cash|
            money|food)|
            stuck|nothing|stranded|hungry|can not|help|only|last)
        (hostel|hotel|landlord|owner) (wants|want|told|is (throwing|kicking|putting)|says) (us|me)
            (to |we |i )?<1>(out|leave|must)
        without (food|water|any food|any money|money|anything to eat)( for| since|(?= [.,!])|(?= $))
    """),
    rule("lost_passport_urgent", "lost_stolen_passport", P3, "passport lost or stolen before a journey", r"""
        # lost, and a journey is near
        passports? <12>(lost|stolen|missing|gone|nicked|stole|left (in|on|at)|misplaced|mislaid|disappeared)
            <12><TRIP> <6><SOON>
        (lost|stolen|stole|lose|missing|nicked|took|taken|can not find|could not find|left(?! on)|misplaced|robbed)
            <5>passports? <12><TRIP> <6><SOON>
        <TRIP> <6><SOON> <12>(lost|stolen|can not find|missing|misplaced|nicked|lose) <4>passports?
        <TRIP> <6><SOON> <10>passports? <4>(lost|stolen|missing|gone|nicked|disappeared)
        (lost|stolen|stole|no) <4>passports? <8>(at the airport now|miss (my|our) (flight|plane)|boarding|stuck|
            stranded|can not (get home|fly|leave|board))
        # at the airport without one
        (airport|boarding|check in|gate) <10>(not have|without|lost|forgot\S*|no|left|can not find|stolen)
            <2>passports?
        passports? (?!(picture|photo|photos) )<5>(fell|dropped|missing|gone|lost|stolen|snatched|taken|nicked|left|
            washed|
            eaten|burnt|soaked|ruined) <14>(fly|flight|flights|plane|travel|home|leave|back|go|ferry|train|
            wedding)
        (?<!months )(?<!years )(?<!weeks )(snatched|stolen|lost|gone|nicked|taken|stole|left|dropped) (?!on
            )<6>passports?
            <14>(fly|flight|flights|plane|travel|get home|leave|home|ferry|train)
            unless (in (january|february|march|april|may|june|july|august|september|october|december)|next
            (month|year)|address)
        (stuck|stranded|can not (fly|leave|travel|board|get home)) <8>(without|no|lost|stolen) <1>passports?
        lost everything <4>passports?
    """),
    rule("robbed", "assault_crime", P3, "theft or another crime", r"""
        (cleaned|emptied|cleared) (out )?(our|my|the) <1>(villa|room|safe|account|apartment|flat|house)
        # robbed, by any word
        (i|we|he|she|they|<KIN>) <G2>(<AUX>)(robbed(?! by (those|the|these) <G1>(prices|airport|fees|bank|ref|
            referee|exchange|
            currency|tax\S*|bureau|booth))|
            mugged|pickpocketed|burgled|scammed|conned|defrauded|swindled|ripped off by|carjacked)
        (got|been|was|were) <G1>(robbed|mugged|pickpocketed|burgled|carjacked) unless (by (those|these|the (ref|
            referee|var|currency|bank|airport|exchange|prices|tax))|of sleep)
        (someone|somebody|they|thieves|robbers|a man|two men|men|he|she|pickpockets?|gang|burglars|kid|kids|guy|
            people|taxi driver|driver|cleaner|housekeeper)
            (has |have |just |had )*(stole|stolen|nicked|robbed|snatched|pickpocketed|mugged|swiped|pinched|
            burgled|broke into|broken into|scammed|conned|taken off with)
            (me|us|him|her|them|my|our|his|her|their|all|everything|the \S+|<PO>)
        # their things are gone
        (my|our|his|her|their|all|the|<KIN>) (?!passports? <G1>(was|were|got|has|is|been|had)?
            ?<G1>stolen(?! and (purse|phone|bag|wallet|money|cards)))<G3><THINGS>
            <G3>(was|were|got|has been|have been|had been|been|is|are|just|all) <G1><STOLE>
            unless (to|by (the )?(police|airline|immigration|customs|embassy)|from me by immigration|care)
        (had|have had|having) (my|our|his|her|their) <G1><G1><THINGS> <STOLE>
        # broken into
        (broke|broken) (in|into)(?= )( (our|my|the|to))?(?! (pieces|the market|tears|song))( <G1>(car|room|
            apartment|villa|flat|house|hotel|van|airbnb))
        (thieves|robbers|burglars|muggers|pickpockets) (have |has )?(took|taken|got|stole|grabbed)
        pickpocket(ed|s got| took| stole)
        (been|was|were|got) <G1>scammed
        snatched (my|our|her) <G1>(bag|handbag|phone|purse|wallet|necklace|chain)
        (grabbed|ripped|cut|took|yanked|nicked|lifted|swiped) (my|our|her|his)
            <1>(bag|handbag|phone|purse|wallet|backpack|rucksack|chain|necklace|watch|camera|laptop|car|
            suitcase) unless (to the|into|back|out of|from the belt|and left)
        (phone|bag|wallet|purse|cards?|money|safe|laptop|rucksack|car)
            (is |are |was |were |has |all |just )*gone unless (off|flat|wrong|up|dead|through)
        (villa|room|apartment|flat|hotel|car|house|tent|locker)
            <4>(ransacked|broken into|emptied|cleared out|smashed open)
    """),
    rule("welfare", "welfare_concern", P2, "somebody vulnerable or ill-treated", r"""
        # ill-treated or kept without medicine
        (prison|jail|(?<!share )(?<!shared )(?<!sole )custody|detention|detained|cell|arrested|inmate)
            <12>(not (giv\S*|let\S*|get\S*|allow\S*|being (given|fed)|fed|been fed|provid\S*|have)|refus\S*|
            denied|denying|without|no (food|water|medicine|medical|doctor|lawyer|bed|treatment|contact|calls?)|
            mistreat\S*|ill treat\S*|ill-treat\S*|abus\S*|starv\S*|beaten|neglect\S*|
            medical attention)( \S+){0,4}? ?(medicine|medication|medical|insulin|food|water|fed|doctor|
            treatment|lawyer|treated|care|bed)?(?= )
        not (being |been )?(fed|given (food|water|medicine|his|her|medical))
            <6>(prison|jail|custody|detention|cell|hospital|care home)
        (mistreat\S*|ill treat\S*|neglect\S*|abus(ing|ed)|starving|torment\S*)
            (my|our|him|her|them|by (his|her|their|the) <G1>(carers?|guards|nurses|staff|family|neighbours?|
            police|in laws)) unless (the system)
        (being|been|is|was) (abused|neglected|mistreated|ill treated|starved)(?= )
        # frail, confused, alone
        (has|with|got|suffering from|suffers from|have) <G1>(dementia|alzheimers?)
            <10>(alone|wander\S*|lost|confused|missing|nobody|no one|street|streets|abroad|worried|not safe|
            help)
        (elderly|old|frail|vulnerable|disabled|sick) <G1>(mother|mum|father|dad|parents|aunt|uncle|grandmother|
            grandad|relative|neighbour|friend|man|woman|lady|brother|sister)
            <12>(alone|confused|not coping|wander\S*|neglect\S*|not eating|nobody|no one|abus\S*|fallen|not
            safe|vulnerable) unless (can|to travel)
        # worried about somebody
        (very |really |so |extremely |seriously |desperately )(worried|concerned|scared) (about|for) (my|our|a)
            <G1><KIN>(?= ) unless (visa|passport|passports|application|travelling|flight)
        (worried|concerned|scared|fear) (about|for) (my|our|his|her) <G2><KIN>
            <1><10>(confused|alone in|safety|welfare|not well|unwell|depress\S*|drugs|drink\S*|cult|vulnerable|
            strange|homeless|ill|safe)
        welfare (check|visit) (on|for|to) (him|her|them|my|our)
        (do|make|arrange|want|need|get) <2>welfare check <3>(my|our)
        welfare check (be (requested|made|done)|please|requested)
        check (on|up on) (my|our) <G1><KIN> unless (application|visa|passport)
    """),
)
