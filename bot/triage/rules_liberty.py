"""Danger to liberty: custody, kidnap, forced work. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.rules import Rule, rule

P1, P2 = Severity.P1, Severity.P2

LIBERTY: tuple[Rule, ...] = (
    rule("custody_unreachable", "arrest_detention", P1, "taken or held where nobody can reach them", r"""
        # taken, and nobody can say where
        <P> <G6>(<AUX>)?(<HELD>|taken( away)?|held|dragged) <12><NOWHERE>
        <COPS> (has |have |just |came <S6>and )?(took|taken|arrested|detained|grabbed|seized|picked up|
            dragged) <PO> <12><NOWHERE>
        (they|men|some men|people|somebody|someone|masked men|men in \S+)
            (have |has |just |came and )?(took|taken|grabbed|seized|dragged|detained|arrested|picked up) <PO>
            <12><NOWHERE>
        (came|come) <G4>and (took|taken|dragged) <PO> <12>(not know where|no idea where|nobody|no one)
        # kept from everybody
        <AUX>held <G3>(nobody|no one) <G1>knows where
        held <G2>incommunicado
        (secret|unknown) (prison|jail|location|place|detention)
        <AUX>(detained|arrested|held|kept) (and |but )?<3>(not|never) (allowed|permitted|let)
            <G1>(to )?(call|phone|contact|speak to) (anyone|anybody|us|family|his|her|a lawyer|the embassy)
        (will|would|do|did) not let (me|him|her|us|them) (phone|call|ring|contact|speak to|talk to|see)
            (anyone|anybody|my|a lawyer|the embassy|his|her|family|us)
    """),
    rule("ill_treatment", "welfare_concern", P1, "tortured or beaten in custody", r"""
        # torture, beatings by guards
        (tortured|torturing)
        electric shocks?
        (beat|beats|beaten|beating|hit|kicked|punched) (up )?(by|in)
            (the )?(police|guards|soldiers|officers|cell|custody|prison|jail|wardens)
        (police|guards|soldiers|officers|wardens|inmates|prisoners)
            (are |is |have |has |were |was |keep )?(been )?(beat|beating|beaten|hitting|kicking) (up )?<PO>
    """),
    rule("arrest", "arrest_detention", P2, "arrested, detained or barred from leaving", r"""
        # arrested, by any word
        <AUX>(arrested|detained|imprisoned|jailed|locked up|incarcerated|put in (prison|jail)|thrown in
            (prison|jail)|banged up|remanded)
        (picked up|lifted|grabbed|caught|dragged off|taken away|taken|seized|questioned) by <COPS>
            unless (to (the|a) hospital|mistake)
        <P> <G3>(got|was|been|is) nicked unless (from| on| at| off)
        (has|have|had|is|was|got|just|been) <G1>arrested
        # the police took somebody
        (they|<COPS>|he|she) (have |has |just |had |went and |come and |came and )*(arrested|detained|jailed|
            imprisoned|locked up|nicked|deported|lifted|picked up|stopped and held) <PO>
        (they|<COPS>) (have |has )?charged <PO> with
        # in custody, cell, prison
        <P> (<AUX>)?(<G3>)?in (police |immigration |state |military )?(custody|detention|jail|a
            (police |prison |jail )?cell|a detention cent(re|er)|a police station|a holding (cell|room))
        <HE> (<AUX>)in <G2>prison unless (officer| guard| service| visitor| charity)
        i am <G1>in <G1>prison
        <KIN>s in <1>prison <8>(happened|since|<SOON>|last|no contact|yesterday|help)
        # held at a border or airport
        <P> <G3>(<AUX>)?(kept|held|holding|detained|stopped) <G3>(at|by|in)
            (the )?<G2>(airport|immigration|customs|border|police|police station|cell|detention|custody)
            unless (up)
        (being|been|is|are|am|was|were) held <G3>(by (the )?(police|authorities|immigration|customs|border|
            security)|at (the )?<G1>(airport|border|police)|in <G1>(custody|detention|prison|jail))
        <COPS> (have |has |are |is )?(held|holding|hold|kept|keep|keeping|detained|detaining|got|took|taken|
            questioning|interrogating) (and (kept|held) )?<PO>
        (stopped|kept|keeping|put) <PO> and (have |has )?(kept|keeping|held)
        <P> (<AUX>)?(taken|brought|dragged|hauled) to (a |the )?<G1>police station
        # at a police station
        (at|in) (a |the )<G1>police station (now|and they|they|because they (arrested|took)|for \S+ hours|since)
        # barred from leaving
        (travel|exit|departure) ban (on|against|for|placed|because|has|so|and) unless (travel)
        (put|placed|got|have|has|imposed|under|given) <G3>(an? )?(travel|exit) ban
        (not|never) (allowed|permitted|able|free) to (leave|exit|go out of)
            (the )?(country|uae|\S+ (until|because|due))
        barred from leaving
        (will|would|do|are|is) not (let|letting|allow|allowing) (me|us|him|her|them) (to )?(leave|exit|out of)
            (the )?(country|uae|dubai|airport|until)
        # passport kept by officials
        (police|court|courts|judge|immigration|customs|prosecutor|authorities)
            <S6>(took|taken|take|kept|keep|keeping|seized|confiscated|have|has|holding|hold|held|withheld)
            (my|our|his|her|their|<MY><KIN>) (passports?|documents)
        (took|taken|kept|seized|confiscated|holding|withheld|have) (my|our|his|her|their) passports? (at|in)
            (the )?<G1>(police|court|immigration|border|station)
        # about to be arrested, charged
        (police|they|officers) (are )?(here|coming|outside|going) to (arrest|take) (me|us|him|her|them)
        (going|about) to be (arrested|detained|deported)
        i (will be|am going to be|might be) charged
        (have|has|been|being|was|were) charged with (?!vat|interest|a fee)
        (they|police|court) want(s)? me to sign <G6>(not understand|arabic|thai|chinese|turkish|spanish)
        (is|was|am|being|been) <G1>interrogated
        (refused|denied) entry <G4>(held|detained|locked|room|cell)
        (my )?<KIN> <G3>(facing|faces) (prison|jail|the death penalty|execution|charges|trial)
        (on )?death row
        ((?<=^ )|(?<=[.!?,] ))(arrested|detained|jailed)
            (in|at|by|yesterday|today|last night|this morning|for|overseas|abroad)
        <KIN> <G4>(was|been|is|got|were) <1>(sentenced|extradited|convicted|deported|locked up)
        (will|would|do|does) not let (me|us|him|her|them)
            (leave the airport|through (immigration|the border|passport control))
            unless (with my|because my passport (expires|has less))
        <COPS> (have |has |had )?(taken|took|got|grabbed|seized) (my|our|his|her) <G1><KIN>
        <P>s? (is |are |am |was |were |has been |have been |being |been )+(kept|held|stopped|stuck)
            <3>(at|by|in) (the )?<1>(airport|immigration|border|customs|police|visa)
            <10>(visa|wrong|papers|passport|because|reason|hours|deport|room|questioned)
        <KIN>s being (kept|held|detained|questioned)
        (have to|has to|must|got to|need to|due|going) (go to|in|to|appear in|be in) court
            unless (for the (tennis|visa))
        (stopped|caught|found) with (a |some |the )?(vape|drugs?|weed|cannabis|cbd|pills|cocaine|alcohol|joint|
            medication) <12>(court|police|fine|jail|held|scared|charged|passport)
    """),
    rule("kidnap", "kidnap_hostage", P1, "kidnapped or held by somebody", r"""
        # taken, and money is asked
        (they|someone|somebody|men|gang|he) (have|has|had) (taken|got) (my|our) <1><KIN>
            <6>(money|ransom|dollars|pounds|euros|pay)
        put (me|us|him|her|them) (in|into) (a|the|their|his) <1>(van|boot|truck|container|cage|cellar|basement)
        (a|some|these|the|two|three) <1>(man|men|woman|people|gang|strangers?)
            (has|have|got|took|is holding|are holding) (got )?my
            <1>(<CHILD>|<KIN>)(?= ([.,!]|and|in|at|$)| $)
        (we|i) (have been|were|are being|am being) taken(?= ([.,!]|by|away|and|from|$)| $)
            unless (by (bus|taxi|coach|car|train|ferry|boat|ambulance|a|an|surprise|the (hotel|tour|airline))|and
            shown)
        # kidnapped, by any word
        <AUX>(kidnapped|abducted|snatched|held <G1>(hostage|captive|prisoner|ransom|for ransom)|taken
            <G1>(hostage|captive|prisoner))
        (they|he|she|someone|somebody|men|gang|people|militants|rebels|pirates|terrorists|gunmen|thugs|who)
            (have |has |just |had )?(kidnapped|abducted|snatched|kidnap) <PO>
        kidnapped (by|in|from|help|me|my|our)
        (the |my |our |his |her )?kidnappers (have|has|took|want|called|rang|phoned|say|said|sent|let|will|are|keep)
        (from|by|with|to) (the|my|our|his|her) kidnappers
        taken (us |him |her |me )?hostage
        (been|being|is|are|am|was|were) held (against|hostage|captive)
        # ransom
        (ransom (note|demand|money|of|for)|asking <2>ransom|demand\S* <3>ransom|(?<!hacker )want(s)? (a )?ransom)
            unless (paid by|ware|for my (files|account|instagram|facebook|laptop|data)|my (instagram|facebook))
        # held by somebody
        (^|i|we|he|she|they|me|us|him|her|them|people|<KIN>) <G2>(am|are|is|being|been|keep|was|were) (being )?held
            (by|in (a|an|the|this|my|someones|somebodys)
            (?!traffic|queue|hotel function|conference)|against|here|down|at gunpoint|prisoner|and)
        ((?<=^ )|(?<=[.!?,] ))being held unless (in|by|up)
        (i|we|he|she|they|<KIN>) <1>being held unless (up|for (the|my|a) (passport|parcel))
        (i am|we are|he is|she is|<KIN> (is|are)) being held
            unless ((by|at|in) <2>(police|customs|immigration|airport|border|station|custody|jail|prison|detention|
            cell|authorities))
        against (my|our|his|her|their) will
        (armed |masked )?(men|people|gunmen|militants|rebels|strangers?|gang|someone|somebody|group)
            (with \S+ )?(have |has |just |came and )?(took|taken|grabbed|seized|dragged|captured|bundled) <PO>
            unless (to (the|a) (hospital|airport|beach|hotel)|out for|on (a|holiday))
        # taken
        (he|she|they) (is |are |has |have )(been )taken
            unless (to|ill|off|up|care|aback|home|his|her|the|a|into|in by|by ambulance|over|on|out of
            hospital|it|my|our|seriously)
        (someone|somebody|they|he) (has |have )?(took|taken) <PO> and
            (is |are |was |were )?(asking|want|wants|demand\S*|now)
        they have (got )?(my|our|his|her) <G1><KIN> (and|they|say|want|at|in|hostage|prisoner|tied)
        # locked in, not let out
        <P> (<AUX>)?<G1>locked <G1>(in|inside|up)( |$)((a|an|the|this|my|our|his)
            <G1>(room|house|apartment|flat|basement|cellar|villa|building|bathroom|car|van|container|hotel|
            compound|home)|here|and)
        locked (me|us|him|her|them) (in|inside|up)
        locks (me|us|him|her|them) (in|inside|up)
        locked the (door|doors|gate)
        (will|would|do|does|did|are|is) not (let|letting|allow|allowing) (me|us|him|her|them|my \S+)
            (to )?(leave|go(?= ([.,!]|home|and|until|till|because|unless|away|$)| $)|out(?! of the airport)|escape|
            get out)
        (refuse|refuses|refusing|refused) to (let|allow) (me|us|him|her|them|my \S+) (to )?(leave|go|out|escape)
        (trapped|stuck|locked|prisoner|kept) (in|inside)
            (a |the |this |his |her |their |someones |my )?(house|room|apartment|flat|basement|villa|compound|
            cellar|home)
        (i|we) (can|could) not (get out|escape|get away) unless (of (the (contract|booking|lease|tenancy)))
        <P> (am|is|are|was|were|been) (being )?(kept|held) (prisoner|here|locked|captive|against)
        they are (keeping|holding) (me|us|him|her|them|my <1><KIN>)
            unless (updated|informed|waiting|posted|on hold|seat|luggage|bag|place|post|mail|passport)
        (he|she) (is|keeps?) (keeping|holding) (me|us|him|her|them)
            (here|prisoner|captive|in|locked|hostage|from leaving)
        # followed, tied
        (being|been) followed (by|and|everywhere|home)
        tied (me|us|him|her|them) up
        (can|could) not leave (the )?(house|flat|apartment|compound|room|villa)
        (am|are|is) (not )?(being )?(kept|held) (hostage|captive)
        (not|never) allowed (to leave|out of|outside) (the )?(house|flat|apartment|compound|room|villa|hotel)
        pirates <3>(boarded|took|taken|attacked|have|got|came|seized|chasing|holding|on board|on our|on the (ship|
            boat))
        (boarded|attacked|taken|seized|held|chased) by <1>pirates
        virtual kidnap\S*
        (kidnapped|abducted|hostages?|kidnapping|abduction) (help|please|emergency|right now)
        (report|reporting) (a |an |my \S+ )?(kidnap|kidnapping|abduction)
        # taken in a vehicle; phones and shoes taken
        in (a|the|this|their|his) (van|car|truck|boot|taxi|boat|lorry) with
            <1>(men|man|people|strangers?|someone) (i|who|that) (do not|will not|is not|are not|have a|has a)
        (gang|men|they|someone|somebody|people) <1>(picked up|bundled|forced|dragged|drove off with|snatched)
            (my|our|him|her|me|us) <8>(money|van|car|phoned|called|ransom|guns?)
        (man|men|woman|guy|they|someone|he) (has|have|had) me (in|at|here|tied|locked)
        (took|taken|taking) (away )?(our|my|all our|the) <1>(phones?|shoes)
            <6>(not leave|not get|not let|locked|can not|guards?|door)
        (can not|not allowed to|not let us|not let me) (leave|get off|off)
            (the )?(boat|ship|compound|farm|camp|building|room|centre|retreat)
        (they|men|he|someone|kidnappers|gang) <2>phoned <3>(asking for|demanding) money <8>(him|her|my|release|kill|
            hurt)
        blindfold\S*
        drove (me|us|him|her) (to|into) <4>(nowhere|desert|forest|woods|unknown)
        (men|gunmen|they|strangers|people|gang|soldiers|bandits) <6>(took|taken|grabbed|marched|led)
            <6>(teachers?|staff|workers?|aid workers?|colleagues?|people|of (us|our|them)|<KIN>|him|her|me|us)
            (away|off|with them|into|at gunpoint)
    """),
    rule("trafficking", "kidnap_hostage", P1, "trafficked, or held by an employer", r"""
        # an employer keeps passports or people
        (employers?|boss|agency|agent|sponsor|kafeel|manager|owner|madam|recruiter|company|master|
            host( family)?|pimp|landlord|captain|contractor|school|family|school owner)
            <5>(took|taken|takes|kept|keep|keeps|keeping|holds|hold|holding|held|confiscated|has|have|seized|
            stole|withheld|withholding|hid|hidden|locked|refuses to (return|give))
            (away )?(my|our|his|her|their|all our|<MY><KIN>) <1>(passports?|documents|papers|id)
        passports? <G4>(taken|kept|held|confiscated|withheld|seized) <G1>by (my|our|his|her|their|the)
            <G1>(employers?|boss|agency|agent|sponsor|manager|owner|madam|company|host|recruiter|family)
        (employer|boss|sponsor|madam|kafeel|company|owner|agency|recruiter) <G4>(will|would|does|do|is|are) not
            (let|letting|allow|allowing|permit) <PO> (to )?(leave|go|return|out|come|travel|quit)
        # trafficked, by its name
        <AUX>(trafficked|sold to|sold into|enslaved|in slavery|a slave|used as a slave)
        (in|into|victim of|held in|kept in) <1>(modern slavery|debt bondage)
        # forced to work
        (forcing|forced|force|forces|making|makes|make|made) (me|us|him|her|them|my \S+|<PO>)
            (to )?(work|scam|sell (my body|sex|drugs)|have sex (with|for)|prostitut\S*|beg|carry drugs|smuggle|
            do scams|sleep with (men|clients|customers))
        (am|is|are|was|were|been|being) (being )?forced
            (to work|to scam|into (work|prostitution|scamming|labou?r|sex|slavery)|to
            (have sex|sell|beg|carry|smuggle|sleep))
        forced labou?r (here|camp|in a|help)
        # scam compounds
        (scam|fraud|call) (compound|cent(re|er)|farm|factory)
            <8>(can not|not|beat|held|leave|escape|trapped|forced|rescue|stuck|help)
        (stuck|trapped|held|kept|forced|locked|sold) <8>(scam|fraud) (compound|cent(re|er)|farm)
        # no pay, no leave
        (not|never) (paid|paying|pay) (me|us|him|her|them)? ?<G6>(and|or)
            <G1>(can not|not let|not allowed|will not|passport)
        work <4>without pay <G6>(can not|not) (leave|go)
        (maid|nanny|domestic worker|domestic helper|au pair)
            <G8>(beat|beats|locks?|locked|not let|not allowed|passport|slave)
        # guards at a place of work
        (guards?|gate|fence|barbed wire) <8>(contract|job|work|room|compound|recruit\S*)
        (contract|job|work|recruit\S*|offer) <14>(guards?|locked|not let us|not let me|fence|barbed wire|can not
            leave|can not go)
        (never|not|do not|does not) (pay|paid) <14>(slap\S*|hit\S*|beat\S*|sleep (in|on)|lock\S*|shout\S*|
            passport|leave)
        (madam|employer|boss|family) <10>(slap\S*|hits?|beats?|starv\S*|locks?|burn\S*) (me|us|her)
        (says?|said|told|claims?) <2>i owe (him|her|them|it)? <8>(can not|not|until|work|leave|go)
        (not|never) (go|leave|free|home) <4>until (i|we|she|he) (pay|paid|have paid|work|earn)
        chain(s|ed)? (us|me|him|her|them|up|to)
        (brought|sent|took|taken) (me|him|her|my \S+) <8>(school|rehab|centre|center|madrasa|camp)
            <8>(beat|beats|chain|lock|hit|not let|can not leave|escape)
    """),
)
