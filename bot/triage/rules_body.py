"""Missing, dead, ill or injured. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P1, P2 = Severity.P1, Severity.P2

BODY: tuple[Rule, ...] = (
    rule("missing", "missing_person", P2, "missing, or no contact", r"""
        # lost and confused
        <KIN> (is|was|has got|got) (lost|wandering|missing) and (confused|alone|scared|frightened|ill)
        # missing, disappeared
        <P> (<G4>)(is|has|have|are|went|gone|been|was|s|got|be|still|reported)
            <G2>(missing|disappeared|vanished)
            unless (from my (bag|passport|application)|a (stamp|page|flight)|out|home|the|you|page|stamp|
            documents|his flight|her flight)
        <P> (disappeared|vanished)
        (my|our) missing <1><KIN>
        missing (in \S+ since|since) unless (the|my (application|passport))
        # cannot be reached
        (can|could) not (<G1>)?(contact|reach|find|get hold of|locate|trace|get in (touch|contact) with|get
            through to|track down) (<ME>(?= )|(my|our|his|her) <G2><KIN>|<KIN>)
            unless (passport|visa|form|birth|certificate|office|papers|insurance|to sign|embassy|booking|face|name|
            record|grave)
        (unable to|not able to|lost|struggling to|no way to|impossible to|trying to|tried to|desperate to|
            unable) (contact|reach|find|get hold of|locate|trace|get in touch with|contact with|touch with)
            (him|her|them|(my|our|his|her) <G2>(?<!birth )(?<!biological )<KIN>) unless (passport|visa|form|birth|
            certificate|office|, who|s (ashes|grave|family))
        # not heard from
        not <G1>(heard|hearing|had any news|had any contact|had contact|seen|spoken|been in touch)
            <2>(from|of|with|to)? ?(him|her|them|(my|our|his|her) <G1><KIN>)
            unless (passport|application|office|solicitor)
        (nobody|no one|none of us|we) (has |have )?<G1>(heard|seen|hear|spoken)
            <1>(from |to |of )?(him|her|them|my \S+|our \S+)(?= ) unless (application|passport)
        no (contact|word|sign|news|trace|response|answer|reply) (from|of|with) (him|her|them|(my|our) <G1><KIN>)
        # did not come back or arrive
        <P> <G6>(did|has|have|had|does|do) not <G1>(come|came|return|returned|back|turn(ed)? up|show(ed|n)? up|
            arrive|arrived|made it|make it|check(ed)? in|been (seen|heard|in touch|in contact)|get in
            touch)(?! (with a refund|my (deposit|documents)|from the passport|to the wedding|in the
            post))( \S+)?
        <HE> <G6>never (came|arrived|got (home|back|here|there|off|on|in)|returned|turned up|made it|showed|boarded|
            checked)
            unless (a (visa|stamp|passport|refund)|married|stamp\S*|his|her|the visa|british|uk)
        # phone is off
        (his|her|their) (phone|mobile) (is |has been |s )?<G1>(off|switched off|dead|not ringing|going straight|
            disconnected|turned off|straight to voicemail|unreachable)
        # a child is lost
        (just )?lost (my|our) <G1>(child|son|daughter|little (boy|girl)|toddler|kid|
            kids|boy|girl) unless (passport|s passport|birth|visa|in (19|20)|s birth|certificate|when|last year)
        (can|could) not find (my|our) <G1>(child|son|daughter|toddler|little (boy|girl)|kid|wife|husband|mum|
            dad|friend|brother|sister) unless (passport|birth|visa|s )
        (was|were) last (seen|heard)
        (report|reporting) (my|our|his|her) <1><KIN> (as )?missing
        (i|we) (want|need|would like|have|must) to report <3>missing unless (passport|bag|luggage)
        no contact (for|since|in|with (my|him|her|us)) (?!the embassy)
        (not|never) (answering|answered|picking up|replying|responding) <3>(phone|calls?|messages?)
            <8>(worried|scared|days|week|fear|since)
        have not heard from <KIN>
        <KIN> (whereabouts|is nowhere to be found)
        (lost|have lost) (all )?contact( with)? unless (lens|lenses|details|details of)
    """, without=(Guard.GENERIC, Guard.NEGATED, Guard.PAST,)),
    rule("missing", "missing_person", P2, "missing, or no contact", r"""
        (no|not any|without) <1>(sign|trace|news|sight|word) of (him|her|them|my|our)
        <HE> <G6>(went|gone|go|set) (out|off)?( \S+)? ?(for|on)
            (a |an |his |her )?<1>(swim|walk|hike|run|dive|drink|trek|ride|surf|kayak|smoke)
            <10>(no sign|not|never|nothing|no one|missing)
        not (been )?in touch (since|for|after|and)
        (is|was|are|it is|so|very|totally|really) (not |un)like (him|her|them)(?= ([.,!]|at all|to|$)| $)( to)?
    """),
    rule("death", "death_abroad", P2, "somebody has died", r"""
        # died, passed away, killed
        <KIN> <G6>(has |have |had |just |suddenly |sadly |both |was |were |also |recently |is |been |got |
            unexpectedly |tragically )*(died|passed away|passed on|
            passed(?= (in|at|on|last|this|yesterday|today|suddenly|over|[.,!]|$| $))|
            killed(?! (it|a|the|time|my|off))|murdered|drowned|deceased|dead(?! (sea|line|battery|tired|keen|set|
            chuffed|excited|right|easy|nice|sure|against|proud|good))|dyed
            (in|on|at|last)|found dead|shot dead) unless ((his|her) hair| of embarrassment| laughing| phone)
        (he|she|they) (has |have |just |had |is |was )*(died|passed away|drowned|been killed|found dead|
            murdered|is dead|dead)(?= ) unless (sea|in the (film|book)|tired|right|laughing|serious|set|keen)
        lost (my|our|her|his) <G1>(husband|wife|son|daughter|brother|sister|mum|mom|mother|dad|father|baby|
            partner|fiance|fiancee|grandmother|grandad|uncle|
            friend)(?= (in|on|yesterday|today|last|this|to|while|when|suddenly|at|[.,!]|$))
            unless (in (ikea|asda|tesco|the (crowd|market|airport|mall|shop))|at the (market|airport|beach|station))
        # found dead; the body
        (found|find) (my|our|his|her|a|the|him|them|<PO>) <G2>dead unless (sea|phone|battery)
        (repatriat\S*|bring\S*|fly\S*|get|getting|transport\S*|send\S*|release|return)
            <G2>(my|our|his|her|the|<KIN>) <G3>(body|remains|coffin|corpse)(?= ) unless (lotion|wash|of work)
        (my|our|the) <G2>(dads?|mums?|fathers?|mothers?|husbands?|wifes?|brothers?|sisters?|sons?|daughters?|
            friends?) (body|remains|corpse)
        # did not make it
        (did|has|have) not (make|made) it(?= [.,!]| $|  |$)
        death of (my|our) (?!phone|laptop|dog|cat)
        (found a body|(someone|somebody) (has |just )?died)(?= )
            unless (abroad what|on a|by accident)
        (been|was|were|is) (pronounced|declared) dead
    """, without=(Guard.NEGATED,)),
    rule("death", "death_abroad", P2, "somebody has died", r"""
        # the late; the morgue
        (my|our) late <1><KIN> <8>(home|morgue|mortuary|remains|coffin|funeral|hospital|undertaker)
        (in|at|to|from) (the|a) (morgue|mortuary)
        (did|has|could) not (survive|pull through|regain consciousness|wake up from)
        <KIN> (<G6>)(was|were|has been|been) found (in|at|on|by|after|hanged|hanging|lifeless)
            unless (guilty|innocent|the|safe|work)
        <KIN> <G4>(took|taken) (his|her|their) own life
        <KIN> <G4>(hanged|drowned|shot|killed) (himself|herself|themselves)
        (repatriat\S*|autopsy|post mortem|coroner) <8>(my|our|his|her) <G1><KIN>
        (my|our) <G1><KIN> <6>(funeral|cremat\S*|autopsy|post mortem|coroner) unless (in the uk|to attend)
        no longer with us
    """),
    rule("hospital", "hospitalised", P2, "seriously ill, injured or in hospital", r"""
        # what others see
        (throwing|threw|thrown|vomiting|coughing|puking|spitting|passing|peeing|brought) (up )?blood
        (foaming|frothing) at the mouth
        (can|could|does|do) not (feel|move) (my|his|her|the) <1>(legs?|arms?|body|face|toes|fingers|side|neck)
        (my|his|her) <2>(leg|arm|ankle|wrist|hip|back|neck|nose|skull|jaw|collarbone)
            (is|looks|might be|may be|could be)
            <1>(broken|fractured|snapped|smashed|crushed)
        (dog|snake|monkey|shark|spider|scorpion|jellyfish|bat|cat|rat|horse|camel)
            (has |have )?(bit|bitten|stung|mauled|attacked|kicked)
            (me|us|him|her|my)
        <P> <G1>(fell|has fallen|have fallen|slipped|was swept|got swept|been swept|were swept)
            (in|into|out to|away|down)
            (the|a) <1>(pool|river|sea|canal|lake|water|harbour|well|ravine|hole|shaft)
        # what doctors call it
        <P> (<G6>)?(in|into|to|at|from|inside) (a |the |an |\S+ )?<G1>(hospital|intensive care|icu|a and e|
            emergency room|er|clinic)(?= )(?! (appointment to get|nurse|job|placement|manager|visit on|work|in
            oman|and needs|for (work|a job)))(?<!nearest hospital)(?<!works at a hospital)
        hospital (will|would|does|has|is|are|have|says|said|want|wants|keeps|kept|demand\S*|refus\S*)
            <8>(pay\S*|passport|discharg\S*|treat\S*|release|leave|operat\S*|money|insurance|bill)
        # gravely ill
        (<P> <G5>hospitali[sz]ed|in a coma|<P> <G6>intensive care|life support|on a ventilator|medically induced|
            critical
            condition|seriously ill|critically (ill|injured)|gravely ill|life threatening)(?= )
            unless (cover|insurance|conditions cover)
        # stroke, heart attack
        <P> (<G3>)?(has |have |had |having |suffered |suffering |just |is |am |a |having a )*(a |an )?<G1>(heart
            attack|stroke|seizures?|brain (bleed|haemorrhage|hemorrhage|injury)|cardiac arrest|miscarriage|
            aneurysm|fits|anaphyla\S*)(?= )(?<!would stroke)(?<!will stroke) unless (and fly|for the bill|can i fly)
        # accidents
        <P> <G4>(in|had|have had|been in|having|involved in|has had|survived|after)
            (a |an )?<G3>(accident|crash)(?= ) unless (insurance|report form|cover|claim)
        (car|bus|coach|motorbike|bike|scooter|moped|train|plane|boat|road|traffic|helicopter|quad|skiing|diving|
            climbing) (accident|crash) <8>(hurt|injur\S*|hospital|died|help|bleed\S*|unconscious|leg|head|badly|
            move|trapped)
        <P> <G3>(has been |have been |was |were |got |been |is |are |am )<G1>(hit|knocked (down|over|off)|run
            over|struck) by (a |an )?<G1>(car|motorbike|bus|van|truck|lorry|scooter|moped|train|taxi|tram|boat|
            bike|tuk tuk|drunk \S+|lightning|jet ski)
        <P> <G3>(am |is |are |was |were |been |has been |have been |become |fallen |fell |got |s )<G1>(very |
            really |so |extremely |seriously |badly |severely |critically |dangerously |violently |quite |
            terribly )+(ill|sick|unwell|injured|hurt|poorly|burned|burnt|wounded)
        (badly|seriously|severely|critically) (hurt|injured|wounded|burned|burnt|ill|sick)
        # unconscious, bleeding, not breathing
        (is|are|am|been|was) <G1>(unconscious|unresponsive|paralysed|paralyzed|
            bleeding(?! (edge|heart|money|cash))|
            dying(?! (to|for|of (heat|boredom)|laughing))|choking|convulsing|fitting(?= [.,!])|turning blue|
            coughing (up )?blood|vomiting blood|in labour|in labor|losing blood)
        (bleeding|losing blood|lost) (a lot|heavily|badly|out|from|to death|of blood)
        (not|stopped|trouble|difficulty|struggling|struggles|barely|can not|could not) (to )?(breath(e|ing)?)
            unless (in this (heat|humidity))
        (feel|feels|feeling) like (i am |i|he is |she is )(going to die|dying|about to die)
        # falls
        (fell|fallen|falling|jumped|slipped) (off|from|down|out of|over)
            (a |an |the |his |her |our )?<G1>(balcony|cliff|roof|window|building|ladder|stairs|horse|boat|bike|
            motorbike|scooter|mountain|rocks|hotel|floor|wall|train|bridge|waterfall|quad)
        # broken bones
        <P> <G3>(broke|broken|fractured|shattered|smashed|has broken|have broken|cut off|lost)
            (my|his|her|their|a) <G1>(leg|hip|back|neck|arm|skull|pelvis|ankle|spine|ribs?|jaw|foot|hand|finger|
            wrist|collarbone|head)(?= )
        <P> (<G3>)?collapsed unless (the|suitcase|airline)
        # needs an operation or ambulance
        (my |our |his |her )?<KIN> <G2>(needs?|need|having|has to have|requires?|waiting for|undergoing)
            <G3>(operation|surgery|blood transfusion|amputat\S*|transplant|dialysis|icu|medical evacuation|
            emergency treatment|insulin now)
        i <G1>need <G1>(an ambulance|emergency surgery|a blood transfusion|urgent medical|medical help|a doctor
            (now|urgently|quick\S*))
        (?<!to )(need|call|send|get|want) <G1>(an |the )?ambulance(?= ) unless (number|cover|service)
        # bites
        (bitten|stung|mauled|attacked|savaged) by (a |an |the )?<G1>(snake|dog|monkey|shark|spider|scorpion|
            jellyfish|bear|crocodile|bat|rat|cat|elephant|bull|hippo|lion)
        # dangerous diseases
        <KIN> <G3>(has|have|got|with|caught|contracted|diagnosed with)
            <G2>(dengue|malaria|meningitis|sepsis|typhoid|cholera|pneumonia|rabies|ebola|cancer|appendicitis|
            encephalitis|alcohol poisoning|methanol poisoning|methanol|blood clot|septic\S*)(?= )
            unless (can|and (wants|would like) to travel|jab|vaccine|shot)
        (methanol|alcohol|carbon monoxide|food) poisoning
            <8>(hospital|unconscious|blind|seriously|very|dying|can not|emergency|help)
        # birth and sudden worsening
        (gone|going|went) (blind|septic|into a coma|into cardiac)
        (i am|i have|my wife is|she is) (gone |going |went )?(in|into) labou?r
        labou?r <6>(early|premature\S*|weeks|alone|bleeding)
        (waters? (have |has |just )?broke|gave birth (early|prematurely)|premature(ly)?( baby| birth| born))
        (drowning|drowned|nearly drowned) unless (in (paperwork|emails|debt))
        (i|we) (am|are|have been) <G1>(very ill|really ill|so ill|seriously unwell|poisoned|having chest pains?|
            in agony|in (severe|terrible|so much) pain)
        chest pains? unless (last year)
        # taken to hospital
        (hospital|ambulance|paramedics|doctors?) (took|rushed|airlifted|taken) <PO>
        (rushed|airlifted|taken|admitted|blue lighted|transferred) to (a |the )?<G1>hospital
        i (took|taken|ate|drank) something (and|i) <G3>(feel|dying|sick|can not)
        <KIN> <G2>(is|are|was) <G1>(ill|injured|in a bad way|poorly|wounded|
            hurt)(?= (in|on|at|abroad|and|[.,!]|$)) unless (and wants)
    """, without=(Guard.NEGATED,)),
    rule("hospital", "hospitalised", P1, "may be dying now", r"""
        stopped breathing
        (he|she|they|<KIN>) (will|is going to|are going to|going to|is about to|might) die
            unless (of (boredom|shame|laughter|embarrassment)|laughing)
        (am|is|are|was|<CHILD>) drowning unless (in)
        # may be dying: no breath, no pulse, does not wake
        not (breathing|waking( up)?|wake up|respond\S*|conscious|moving(?= ([.,!]|and|$)| $))
            unless (well|properly since|until|early|apart|to (emails?|me about|my (emails?|application)))
        (no|without a|can not (find|feel) (a|his|her)) pulse
        (is|are|am|she|he|has) <1>(unconscious|unresponsive|choking|bleeding
            (out|to death|badly|heavily|everywhere)) unless ((at|after|when) (the )?(first|19|20))
        (can|could) not breathe unless (in this (heat|humidity)|for laughing)
        turning blue|blue lips|lips are blue
    """, without=(Guard.NEGATED,)),
)
