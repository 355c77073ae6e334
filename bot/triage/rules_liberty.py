"""Danger to liberty: custody, kidnap, forced work, forced marriage, children taken or alone. See bot.triage.rules."""
from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P1, P2 = Severity.P1, Severity.P2

_HELD = r"(?:arrested|detained|imprisoned|jailed|locked up|nicked by (?:the )?police|taken into custody|remanded|in custody|picked up by <COPS>|lifted by <COPS>|taken by <COPS>|held by <COPS>|taken to (?:a |the )?police station)"
_NOWHERE = (r"(?:(?:nobody|no one|none of us|we|i|they|he|she|police|embassy) <G1>(?:<NOT> |no )?<G1>(?:knows?|know|says?|tells?|tell|told|telling|idea|heard|allowed) "
            r"<G3>(?:where|if he|from (?:him|her|them))|not know where|no idea where|"
            r"(?:can|could) not (?:reach|contact|find|get hold of|get through to|speak to|talk to|see) <ME>|"
            r"not heard (?:anything |a word )?(?:from )?(?:<ME> )?since|not heard from <ME>|no (?:contact|word|news) <G1>since|no contact with <ME>|"
            r"not let (?:anyone|anybody|us|me|the family|the lawyer|a lawyer) <G1>(?:see|speak|talk|visit|contact|near)|deny (?:having|holding) <ME>|"
            r"denies (?:having|holding) <ME>|nobody will tell|no one will tell|will not (?:tell|say)(?: us| me)? where)")

LIBERTY: tuple[Rule, ...] = (
    rule("custody_unreachable", "arrest_detention", P1, "taken or held where nobody can reach them",
         "arrest detain custody prison jail held hold took taken taking picked incommunicado", [
             rf"<P> <G6>(?:<AUX>)?(?:{_HELD}|taken(?: away)?|held|dragged) <ANY12>{_NOWHERE}",
             rf"<COPS> (?:has |have |just |came <ANY6>and )?(?:took|taken|arrested|detained|grabbed|seized|picked up|dragged) <PO> <ANY12>{_NOWHERE}",
             rf"(?:they|men|some men|people|somebody|someone|masked men|men in \S+) (?:have |has |just |came and )?(?:took|taken|grabbed|seized|dragged|detained|arrested|picked up) <PO> <ANY12>{_NOWHERE}",
             r"(?:came|come) <G4>and (?:took|taken|dragged) <PO> <ANY12>(?:not know where|no idea where|nobody|no one)",
             r"<AUX>held <G3>(?:nobody|no one) <G1>knows where", r"held <G2>incommunicado", r"(?:secret|unknown) (?:prison|jail|location|place|detention)",
             r"<AUX>(?:detained|arrested|held|kept) (?:and |but )?(?:\S+ ){0,3}(?:not|never) (?:allowed|permitted|let) <G1>(?:to )?(?:call|phone|contact|speak to) (?:anyone|anybody|us|family|his|her|a lawyer|the embassy)",
             rf"<COPS> (?:arrested|detained|took) <PO> (?:\S+ ){{0,6}}and (?:now )?{_NOWHERE}",
         ]),
    rule("ill_treatment", "welfare_concern", P1, "tortured or beaten in custody", "tortur beat electric", [
        r"(?:tortured|torturing)", r"electric shocks?", r"(?:beat|beats|beaten|beating|hit|kicked|punched) (?:up )?(?:by|in) (?:the )?(?:police|guards|soldiers|officers|cell|custody|prison|jail|wardens)",
        r"(?:police|guards|soldiers|officers|wardens|inmates|prisoners) (?:are |is |have |has |were |was |keep )?(?:been )?(?:beat|beating|beaten|hitting|kicking) (?:up )?<PO>",
    ]),
    rule("arrest", "arrest_detention", P2, "arrested, detained or barred from leaving",
         "arrest detain custody prison jail held hold holding police cell locked nicked charged court ban leave passport picked deport immigration lifted",
         [
             r"<AUX>(?:arrested|detained|imprisoned|jailed|locked up|incarcerated|put in (?:prison|jail)|thrown in (?:prison|jail)|banged up|remanded)",
             r"(?:picked up|lifted|grabbed|caught|dragged off|taken away|taken|seized|questioned) by <COPS>(?! (?:to (?:the|a) hospital|mistake))", r"<P> <G3>(?:got|was|been|is) nicked(?! from| on| at| off)", r"(?:has|have|had|is|was|got|just|been) <G1>arrested",
             r"(?:they|<COPS>|he|she) (?:have |has |just |had |went and |come and |came and )*(?:arrested|detained|jailed|imprisoned|locked up|nicked|deported|lifted|picked up|stopped and held) <PO>", r"(?:they|<COPS>) (?:have |has )?charged <PO> with",
             r"<P> (?:<AUX>)?(?:<G3>)?in (?:police |immigration |state |military )?(?:custody|detention|jail|a (?:police |prison |jail )?cell|a detention cent(?:re|er)|a police station|a holding (?:cell|room))",
             r"<HE> (?:<AUX>)in <G2>prison(?! officer| guard| service| visitor| charity)", r"i am <G1>in <G1>prison", r"dads? in prison",
             r"<P> <G3>(?:<AUX>)?(?:kept|held|holding|detained|stopped) <G3>(?:at|by|in) (?:the )?<G2>(?:airport|immigration|customs|border|police|police station|cell|detention|custody)(?! up)",
             r"(?:being|been|is|are|am|was|were) held <G3>(?:by (?:the )?(?:police|authorities|immigration|customs|border|security)|at (?:the )?<G1>(?:airport|border|police)|in <G1>(?:custody|detention|prison|jail))",
             r"<COPS> (?:have |has |are |is )?(?:held|holding|hold|kept|keep|keeping|detained|detaining|got|took|taken|questioning|interrogating) (?:and (?:kept|held) )?<PO>",
             r"(?:stopped|kept|keeping|put) <PO> and (?:have |has )?(?:kept|keeping|held)", r"<P> (?:<AUX>)?(?:taken|brought|dragged|hauled) to (?:a |the )?<G1>police station",
             r"(?:at|in) (?:a |the )<G1>police station (?:now|and they|they|because they (?:arrested|took)|for \S+ hours|since)",
             r"(?:travel|exit|departure) ban (?:on|against|for|placed|because|has|so|and)(?! travel)", r"(?:put|placed|got|have|has|imposed|under|given) <G3>(?:an? )?(?:travel|exit) ban",
             r"(?:not|never) (?:allowed|permitted|able|free) to (?:leave|exit|go out of) (?:the )?(?:country|uae|\S+ (?:until|because|due))",
             r"barred from leaving", r"(?:will|would|do|are|is) not (?:let|letting|allow|allowing) (?:me|us|him|her|them) (?:to )?(?:leave|exit|out of) (?:the )?(?:country|uae|dubai|airport|until)",
             r"(?:police|court|courts|judge|immigration|customs|prosecutor|authorities) <ANY6>(?:took|taken|take|kept|keep|keeping|seized|confiscated|have|has|holding|hold|held|withheld) (?:my|our|his|her|their|<MY><KIN>) (?:passports?|documents)",
             r"(?:took|taken|kept|seized|confiscated|holding|withheld|have) (?:my|our|his|her|their) passports? (?:at|in) (?:the )?<G1>(?:police|court|immigration|border|station)",
             r"(?:police|they|officers) (?:are )?(?:here|coming|outside|going) to (?:arrest|take) (?:me|us|him|her|them)", r"(?:going|about) to be (?:arrested|detained|deported)",
             r"i (?:will be|am going to be|might be) charged", r"(?:have|has|been|being|was|were) charged with (?!vat|interest|a fee)",
             r"(?:they|police|court) want(?:s)? me to sign <G6>(?:not understand|arabic|thai|chinese|turkish|spanish)",
             r"(?:is|was|am|being|been) <G1>interrogated", r"(?:refused|denied) entry <G4>(?:held|detained|locked|room|cell)",
             r"police (?:have |has )?(?:got |taken )<PO>", r"(?:my )?<KIN> <G3>(?:facing|faces) (?:prison|jail|the death penalty|execution|charges|trial)",
             r"(?:on )?death row",
         ]),
    rule("arrest", "arrest_detention", P2, "arrested, detained or barred from leaving", "arrest detained held", [
        r"(?:(?<=^ )|(?<=[.!?,] ))(?:arrested|detained|jailed) (?:in|at|by|yesterday|today|last night|this morning|for|overseas|abroad)",
    ]),
    rule("kidnap", "kidnap_hostage", P1, "kidnapped or held by somebody",
         "kidnap abduct hostage held holding ransom captive taken locked leave trapped took keep keeping follow get out go", [
             r"<AUX>(?:kidnapped|abducted|snatched|held <G1>(?:hostage|captive|prisoner|ransom|for ransom)|taken <G1>(?:hostage|captive|prisoner))",
             r"(?:they|he|she|someone|somebody|men|gang|people|militants|rebels|pirates|terrorists|gunmen|thugs|who) (?:have |has |just |had )?(?:kidnapped|abducted|snatched|kidnap) <PO>",
             r"kidnapped (?:by|in|from|help|me|my|our)", r"kidnappers", r"taken (?:us |him |her |me )?hostage", r"(?:been|being|is|are|am|was|were) held (?:against|hostage|captive)",
             r"(?:ransom (?:note|demand|money|of|for)|asking (?:\S+ ){0,2}ransom|demand\S* (?:\S+ ){0,3}ransom|want(?:s)? (?:a )?ransom)",
             r"(?:am|are|is|being|been|keep) (?:being )?held (?:by|in (?:a|an|the|this|my|someones|somebodys) (?!traffic|queue|hotel function|conference)|against|here|down|at gunpoint|prisoner|and)",
             r"(?:i|we) (?:am|are) being held", r"being held", r"against (?:my|our|his|her|their) will",
             r"(?:armed |masked )?(?:men|people|gunmen|militants|rebels|strangers?|gang|someone|somebody|group) (?:with \S+ )?(?:have |has |just |came and )?(?:took|taken|grabbed|seized|dragged|captured|bundled) <PO>(?! (?:to (?:the|a) (?:hospital|airport|beach|hotel)|out for|on (?:a|holiday)))",
             r"(?:he|she|they) (?:is |are |has |have )(?:been )taken(?! (?:to|ill|off|up|care|aback|home|his|her|the|a|into|in by|by ambulance|over|on|out of hospital|it|my|our|seriously)|$)",
             r"(?:someone|somebody|they|he) (?:has |have )?(?:took|taken) <PO> and (?:is |are |was |were )?(?:asking|want|wants|demand\S*|now)",
             r"they have (?:got )?(?:my|our|his|her) <G1><KIN> (?:and|they|say|want|at|in|hostage|prisoner|tied)",
             r"<P> (?:<AUX>)?<G1>locked <G1>(?:in|inside|up)(?: |$)(?:(?:a|an|the|this|my|our|his) <G1>(?:room|house|apartment|flat|basement|cellar|villa|building|bathroom|car|van|container|hotel|compound|home)|here|for|by|and)",
             r"locked (?:me|us|him|her|them) (?:in|inside|up)", r"locks (?:me|us|him|her|them) (?:in|inside|up)", r"locked the (?:door|doors|gate)",
             r"(?:will|would|do|does|did|are|is) not (?:let|letting|allow|allowing) (?:me|us|him|her|them|my \S+) (?:to )?(?:leave|go(?! (?:through|to the|on|back|in))|out(?! of the airport)|escape|get out|go home)",
             r"(?:refuse|refuses|refusing|refused) to (?:let|allow) (?:me|us|him|her|them|my \S+) (?:to )?(?:leave|go|out|escape)",
             r"(?:trapped|stuck|locked|prisoner|kept) (?:in|inside) (?:a |the |this |his |her |their |someones |my )?(?:house|room|apartment|flat|basement|villa|compound|cellar|home)",
             r"(?:i|we) (?:can|could) not (?:get out|escape|get away)(?! of (?:the (?:contract|booking|lease|tenancy)))", r"<P> (?:am|is|are|was|were|been) (?:being )?(?:kept|held) (?:prisoner|here|locked|captive|against)",
             r"they are (?:keeping|holding) (?:me|us|him|her|them|my)(?! (?:updated|informed|waiting|posted|on hold|seat|luggage|bag|place|post|mail|passport))", r"(?:he|she) (?:is|keeps?) (?:keeping|holding) (?:me|us|him|her|them) (?:here|prisoner|captive|in|locked|hostage|from leaving)",
             r"(?:being|been) followed (?:by|and|everywhere|home)", r"tied (?:me|us|him|her|them) up", r"(?:can|could) not leave (?:the )?(?:house|flat|apartment|compound|room|villa)",
             r"(?:am|are|is) (?:not )?(?:being )?(?:kept|held) (?:hostage|captive)", r"(?:not|never) allowed (?:to leave|out of|outside) (?:the )?(?:house|flat|apartment|compound|room|villa|hotel)",
             r"pirates", r"virtual kidnap\S*",
         ]),
    rule("kidnap", "kidnap_hostage", P1, "kidnapped or held by somebody", "kidnap abduct hostage", [
        r"(?:kidnapped|abducted|hostages?|kidnapping|abduction) (?:help|please|emergency|right now)", r"(?:report|reporting) (?:a |an |my \S+ )?(?:kidnap|kidnapping|abduction)",
    ]),
    rule("trafficking", "kidnap_hostage", P1, "trafficked, or held by an employer",
         "employer boss agency sponsor passport traffick forced forcing make makes making scam work kafala owner madam recruiter pimp manager host", [
             r"(?:employers?|boss|agency|agent|sponsor|kafeel|manager|owner|madam|recruiter|company|master|host(?: family)?|pimp|landlord|captain|contractor|school|family|school owner)(?: \S+){0,5}? (?:took|taken|takes|kept|keep|keeps|keeping|holds|hold|holding|held|confiscated|has|have|seized|stole|withheld|withholding|hid|hidden|locked|refuses to (?:return|give)) (?:away )?(?:my|our|his|her|their|all our|<MY><KIN>)(?: \S+)? (?:passports?|documents|papers|id)",
             r"passports? <G4>(?:taken|kept|held|confiscated|withheld|seized) <G1>by (?:my|our|his|her|their|the) <G1>(?:employers?|boss|agency|agent|sponsor|manager|owner|madam|company|host|recruiter|family)",
             r"(?:employer|boss|sponsor|madam|kafeel|company|owner|agency|recruiter) <G4>(?:will|would|does|do|is|are) not (?:let|letting|allow|allowing|permit) <PO> (?:to )?(?:leave|go|return|out|come|travel|quit)",
             r"<AUX>(?:trafficked|sold to|sold into|enslaved|in slavery|a slave|used as a slave)", r"(?:modern slavery|debt bondage|human traffickers?)(?= )(?! (?:in|law|laws|statistics|policy|is|act))",
             r"(?:forcing|forced|force|forces|making|makes|make|made) (?:me|us|him|her|them|my \S+|<PO>) (?:to )?(?:work|scam|sell (?:my body|sex|drugs)|have sex (?:with|for)|prostitut\S*|beg|carry drugs|smuggle|do scams|sleep with (?:men|clients|customers))",
             r"(?:am|is|are|was|were|been|being) (?:being )?forced (?:to work|to scam|into (?:work|prostitution|scamming|labou?r|sex|slavery)|to (?:have sex|sell|beg|carry|smuggle|sleep))",
             r"forced labou?r (?:here|camp|in a|help)", r"they make (?:me|us|him|her|them) work(?! from)", r"(?:scam|fraud|call) (?:compound|cent(?:re|er)|farm|factory)(?: \S+){0,8} (?:can not|not|beat|held|leave|escape|trapped|forced|rescue|stuck|help)",
             r"(?:stuck|trapped|held|kept|forced|locked|sold)(?: \S+){0,8} (?:scam|fraud) (?:compound|cent(?:re|er)|farm)",
             r"(?:not|never) (?:paid|paying|pay) (?:me|us|him|her|them)? ?<G6>(?:and|or) <G1>(?:can not|not let|not allowed|will not|passport)",
             r"work (?:\S+ ){0,4}without pay <G6>(?:can not|not) (?:leave|go)", r"(?:maid|nanny|domestic worker|domestic helper|au pair) <G8>(?:beat|beats|locks?|locked|not let|not allowed|passport|slave)",
         ]),
    rule("forced_marriage", "forced_marriage", P1, "marriage under pressure, or FGM threatened",
         "marry marri wedding fgm circumcis cut mutilat", [
             r"(?:mak(?:e|ing|es)|forc(?:e|ing|es|ed)|made|pressur\S+|want(?:s|ing)?|tricked|trying to (?:make|force|get)|threaten\S*) (?:me|us|him|her|them|<PO>) <G3>(?:to marry|marry|to get married|get married|into (?:a |an |the |this )?<G1>(?:marriage|marrying|wedding|engagement))",
             r"<P> <G3>(?:<AUX>)?(?:being )?forced (?:to (?:marry|get married|be married)|into (?:a |an |the |this )?<G1>(?:marriage|marrying|wedding))",
             r"(?:forced|force|forcing) (?:to marry|me to marry|her to marry|marriage (?:help|please|tomorrow|next|in|on|protection order|abroad help))(?= )(?! \S*law)",
             r"(?:victim of|escape|escaping|escaped|run(?:ning)? away from|facing|in) (?:a |an |my |the )?forced marriage", r"marry (?:me|us|her|him|my \S+) off", r"marrying (?:me|her|him|us) off",
             r"(?:married|marry|marriage|wedding|engaged) <G8>(?:do|does|did) not want(?! to (?:convert|change|pay|lose|use|go|register|have a big))(?: to| it| this| him| her|)",
             r"(?:do|does|did) not want to (?:get married|marry|be married)(?! in (?:a |the )?church)", r"(?:not|never) (?:let|allow|allowed|go|leave|come)(?: \S+){0,5}? (?:until|unless|till) (?:i|she|he|we) (?:marry|am married|get married|is married|gets married|marries|agree)",
             r"(?:can not|not) go home (?:until|unless|till) i", r"arranged (?:my|her|a|our|his) (?:wedding|marriage)(?: \S+){0,8} (?:said no|no|not want|refuse|against|scared|help|only \d+)",
             r"(?:arranged|planned|set up|booked) (?:my|her) (?:wedding|marriage|engagement)(?: \S+){0,3} (?:without|and i|behind)", r"wedding <G4>(?:it is mine|is mine|without (?:telling|asking) me)",
             r"(?:i am|she is|he is|aged?) 1[0-7](?: \S+){0,10} (?:marry|married|wedding|marriage)", r"<PO> (?:is|am|are|being|be|been) <G3>(?:taken|sent|flown|brought|going)(?: \S+){0,3}? (?:for|to have|to get|to be) (?:fgm|cut|circumcised|married off|the cut)",
             r"(?:fgm|female genital mutilation|genital mutilation)(?: \S+){0,8} (?:my|on my|her|me|our)(?= )", r"(?:my|our|her)(?: \S+){0,6} (?:fgm|mutilated)",
             r"(?:going|want|wants|planning|plan|trying|need|needs|about) to (?:cut|circumcise|mutilate) (?:my|our|her|me|the|his) ?<G1>(?:daughter|daughters|girl|girls|sister|niece|baby|me|granddaughter)?(?= )(?! (?:hair|losses|trip|costs|stay|holiday|nails))",
             r"want (?:my|our|the|her) <G1>(?:daughter|girl|niece|sister|granddaughter)s? (?:to be )?(?:circumcised|cut)", r"honou?r (?:killing|based)(?= )(?! (?:in|law|laws))",
         ]),
    rule("child_taken", "child_abduction", P1, "a child taken, kept, or prevented from leaving",
         "child kid son daughter baby babies boy girl toddler twins old", [
             r"(?:ex|ex \S+|husband|wife|father|mother|partner|boyfriend|girlfriend|dad|mum|he|she|they|family|in laws?|someone|somebody|stranger|grandparents|social services) <G6>(?:took|taken|takes|taking|kept|keeps?|keeping|abducted|kidnapped|snatched|stolen|stole|has|have|hidden|hiding|flown|brought|withholding|retained) <G1>(?:my|our|the|his|her) <G2><CHILD> <ANY12>(?:without (?:my|her|his|our|telling|consent|permission|asking)|(?:will|would|does|do|did|is|has|have) not (?:bring|return|give|let|come|send|brought|returned|giving|bringing|coming)|(?:refus\S+|never) (?:to )?(?:return|bring|give|brought|came|come|returned)|not know where|no idea where|away from me|and (?:gone|disappeared|run|vanished|fled)|against my|not (?:coming|bringing|returning|see|speak)|can not (?:find|see|reach|contact|get))",
             r"<CHILD> (?:<AUX>)(?:abducted|kidnapped|snatched|wrongfully retained|stolen)", r"(?:abducted|kidnapped|snatched|stole) (?:my|our|the|his|her) <G1><CHILD>",
             r"(?:refus\S+|will not|would not|does not|do not|is not|are not|not) (?:to )?(?:return|returning|give back|giving back|give|bring back|bringing back|bring|send back|hand over|let go of|release) (?:back )?(?:my|our|the|his|her) <G1><CHILD>",
             r"(?:will|would|do|does|did|are|is) not (?:let|letting|allow|allowing|permit) (?:me |us )?(?:to )?(?:leave|go|travel|take|have|see|come|return|fly)(?: \S+){0,3}? (?:with )?(?:my|our|the) <G1><CHILD>(?! (?:on the plane|on board|passport|a visa|to board))",
             r"(?:will|would|do|does|did|are|is) not (?:let|letting|allow|allowing) (?:my|our|the|his|her) <G1><CHILD> (?:to )?(?:leave|go home|come home|come back|return|go|out of the country|exit)",
             r"(?:family|husband|wife|ex|father|mother|in laws?|relatives|he|she|they)(?: \S+){0,3} (?:keeping|kept|holding) (?:my|our|the|his|her) <G1><CHILD>(?! (?:up|busy|happy|safe|entertained|company|awake|informed|company))",
             r"(?:about|going|threaten\S*|planning|trying|plans|wants) to (?:take|abduct|kidnap|snatch) (?:my|our|the|his|her) <G1><CHILD> (?:out of|away|to (?!school|the|a|see|visit|spain for)|abroad|from me|and)",
             r"(?:travel|exit) ban on (?:my|our|the|his|her) <G1><CHILD>", r"(?:someone|somebody|stranger|man|woman|they) (?:has |have |just )?(?:taken|took|grabbed|snatched) (?:my|our) <G2><CHILD>(?! (?:to|out|for|on) )",
             r"(?:took|taken|take|taking) (?:my|our|the) <G1><CHILD> (?:away|from me|off me|into care|and (?:left|went|fled|ran|disappeared|gone))", r"(?:parental|child) abduction (?:help|please|emergency|by (?:my|his|her)|case)",
             r"(?:took|taken) (?:my|our|the) <G1><CHILD> (?:abroad|to \S+) and (?:i|we|she|he|they) (?:do|did|will|can|has|have|is|are) not", r"<CHILD> (?:being |been )?(?:held|kept) (?:by|from me|in)(?: \S+)? (?:ex|father|mother|husband|wife|family|his|her|their)",
         ]),
    rule("child_alone", "child_abduction", P1, "a child alone abroad", "alone own unaccompanied left abandon nobody no old 1", [
        r"(?:i am|im|am) (?:only )?(?:1[0-6]|[6-9]|eleven|twelve|thirteen|fourteen|fifteen|sixteen)(?: years? old)?(?: and| ,|\S*)?(?: \S+){0,4}? (?:alone|on my own|by myself|abandoned|left me|left here|lost|nobody|no one)(?! \S*(?:fly|travel))",
        r"<CHILD> <G4>(?:is|was|are|has been|been|were|s) (?:left |all |stuck |stranded |completely |lost )?(?:alone|on (?:his|her|their) own|by (?:himself|herself|themselves)|abandoned)(?= )(?! travel| flying)",
        r"(?:is|she is|he is) (?:only )?(?:1[0-6]|[4-9])(?: years? old)? and (?:he is|she is|they are|is|are|all|stuck|now|been|has been|left)(?: \S+){0,2}? (?:alone|on (?:his|her|their) own|by (?:himself|herself)|stranded|stuck)(?= )",
        r"(?:1[0-6]|[2-9]) ?(?:year|yr) ?olds? <G1>(?:is |was |are |has been |been |stuck |stranded |and )+(?:left |all |now |here )?(?:alone|on (?:his|her|their) own|by (?:himself|herself)|abandoned)(?! (?:fly|travel))",
        r"(?:left|abandoned|dumped) (?:me|him|her|them|my <CHILD>|the <CHILD>) <G2>(?:alone|here|on (?:my|his|her|their) own|by (?:myself|himself|herself))(?= )(?: .*)?",
        r"unaccompanied <G1>(?:child|minor|children|boy|girl) (?:is|are|has|here|stuck|stranded|found|alone|at the)", r"(?:1[0-6]|[4-9]) and (?:nobody|no one)", r"<CHILD> is (?:1[0-6]|[4-9]) and (?:nobody|no one)",
        r"found (?:a|an|this) <G1>(?:child|boy|girl|toddler|baby|kid) <G3>(?:alone|on (?:his|her|their) own|lost|crying|wandering)",
    ], without=(Guard.GENERIC,)),
)
