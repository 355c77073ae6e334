"""War, unrest and disaster. How a pattern is read: bot.triage.rules."""

from __future__ import annotations

from bot.casework.case import Severity
from bot.triage.guards import Guard
from bot.triage.rules import Rule, rule

P1 = Severity.P1

DISASTER: tuple[Rule, ...] = (
    rule("war", "war_unrest_evacuation", P1, "caught in war or unrest", r"""
        # fire from the sky and in the street
        (we|they|i|<KIN>|hotel|city|town|village) (am|are|is|came|come|have come) <1>under
            (fire|attack|bombardment|siege)
        (they|planes|jets|drones|soldiers|russians|israelis|rebels) (is|are|keep)
            <1>(bombing|shelling|shooting at|firing at|attacking)
            (us|our|my|the <1>(city|town|hotel|airport|village|house|building))
        (we|i|he|she|they|<KIN>) <G4>(trapped|stuck|stranded|caught|hiding|sheltering|cut off|surrounded)
            <8>(<WAR>|bunker|bomb shelter|basement|<ZONE>)
        <WAR> <8>(trapped|stuck|stranded|<CANNOT>|hiding|need (to get out|evacuat\S*|rescu\S*)|(we|i) have
            (children|kids|no)|help us|outside (my|our|the)|getting closer|near (us|our|my)|above us|around us|
            all around|in our|on our|our (hotel|house|building|street))
        (shelling|bombs|missiles|rockets|air ?strikes|drones)
            (is|are|have|has|keep|were|hit|falling|landing|raining|near|outside|all|every|around|coming)
            <4>(near|our|my|us|here|outside|closer|falling|hitting|hit|close|everywhere|all night|landing|
            overhead)
        (there is|there are|there has been) <G1><WAR> <3>(outside|here|near|close|everywhere|around|in the
            street|in our|going on|now)
        there are (air ?strikes|rockets|missiles|drones|tanks|explosions|bombs) unless (in (20|19))
        (soldiers|army|militia|rebels|mob|tanks|troops)
            (are |is |have )?(outside|going house|at (the|our|my)|coming|surround\S*|in our|shooting|entering|
            breaking|burning|looting|everywhere)
        (riots?|rioting|protest(s|ers)|mob|looting|rioters) (is |are )?<G1>(outside|around|near|next to|in)
            (our|my|the hotel|us)
        (need|needs|want|waiting|trying|please|how can|begging|have)
            <G4>(to be |to get |be |get )?(evacuated|evacuate (us|me|my|him|her|them)|rescued)
            unless (by insurance)
        (please|can you|help) evacuate(?= )
        evacuate (us|me|my|our|him|her|them|british)
            unless (from (this|the) <1>(group|chat|meeting|party|conversation|whatsapp|zoom|call))
        (get|getting|help|take|bring) <4>(out of|out from|leave|home from|us out|me out) <G1><ZONE>
        (get (me|us|them|him|her|my \S+)|help (me|us|them|him|her|my \S+) get)
            out( of here| please|(?= [.!,])|(?= $))
        how (do|can) (i|we) get out unless (of (the (contract|airport|station|car park|metro)|paying|jury))
        (no|without|not any|not enough|ran out of|running out of|run out of|out of)
            <G1>(food|water)(( (and|or|no)){1,2} <1>(food|water|electricity|power|medicine|money|fuel|shelter))
        no food unless (allowed|included|on (the|board)|in (my|hold)|is|can|restrictions|poisoning|at the hotel)
        (i|we) (am|are) in <G1><ZONE> <8>(get out|rockets?|bombs?|help|shelling|leave|evacuat\S*|scared|trapped|
            escape|fighting|missiles?|hiding)
        there (has been|is|was) (a |an )?<G1>coup <4>(we|i|stuck|trapped|scared|can not)
        (taliban|isis|hamas|militia|rebels|al shabaab|boko haram)
            <G3>(looking for|after|hunting|came|come|coming|outside|threat\S*|search\S*|took|have)
            (me|us|my|our|to)
        <CANNOT> <8>(because of|due to|with) (all )?(the |this )?<WAR>
        (trapped|stuck|stranded|cut off|caught|hiding) (by|in|because of|due to|from|after) (the |a |an )?<WAR>
        in (a |the )?(basement|bunker|bomb shelter|cellar)
            <8>(strike|strikes|bomb\S*|shell\S*|missile\S*|rocket\S*|hiding|food|water)
        set(ting)? fire to (cars|buildings|our|the hotel|shops)
        no (electricity|power) <4>no (water|food)
    """, without=(Guard.NEGATED,)),
    rule("war", "war_unrest_evacuation", P1, "caught in war or unrest", r"""
        (tanks|soldiers|troops|armoured \S+|fighter jets|helicopters) (in|on|outside|all over|everywhere|around)
            <14>(get (me|us|my|out|home)|help|scared|leave|airport|hiding|safe|trapped)
        (because of|due to|from) (the |all the )?(shelling|bombing|fighting|air ?strikes|rockets|missiles|
            drones|riots) <8>(nowhere|can not|help|leave|out|children|kids|food|stuck)
        (glass|blood|bodies) everywhere
    """),
    rule("disaster", "natural_disaster", P1, "caught in a disaster", r"""
        # what people see of it
        (building|ground|walls?|hotel|house|floor|earth|ceiling|everything) (is|are|keeps?)
            <1>(shaking|cracking|collapsing|falling)
        (boat|ship|ferry|yacht|plane|dinghy) is going down
        (our|my|the) <1>(car|bus|house|hotel|village|town|street|villa|hostel|building) (is|are)
            <1>(underwater|under water|flooded|on fire|burning)
        (whole|entire) (street|town|village|hill|island|hotel|forest|place) (is|s)
            (on fire|burning|flooded|gone|destroyed)
        (fires?|flames|lava|smoke|flood) (is|are|has) <2>(close|closer|near|spreading|reached|all around|
            outside|behind|next to)
        (bus|minibus|coach|car|jeep|van|train) <1>(went|gone|fell|rolled|plunged|slid) (over|off) the
            (edge|cliff|side|barrier|road|bridge)
        <QUAKE> <10>(trapped|stuck (?!in traffic)|stranded|cut off|<CANNOT>|rising|on the roof|destroyed
            (our|my|the)|no (water|food|power|shelter|way out)|not know where to go|lost everything|coming
            (towards|closer|near|at)|(towards|near|at|around|hit|reached|surround\S*) (our|us|my)|need
            (rescue|help|to be)|help us|nowhere to go|buried|missing|have not heard)
        (we|i|he|she|they|<KIN>) <G4>(trapped|stuck|stranded|caught|buried|cut off|surrounded|on the roof|lost
            everything) <8><QUAKE>
        (was|were|is|are|been|caught) in (the |an |a )?<G1><QUAKE>(?! (brigade|service|zone|insurance|station|
            season|and rescue service)) <8>(not|no|contact|hurt|reach|help|trapped|injured|missing)
        (under|trapped in|in|beneath) (the )?rubble
        (water|flood water|floodwater|river|lava|fire|flames|smoke)
            (is |are )?<G1>(rising|coming (in|into|towards|closer|near)|getting (higher|closer)|surrounding|up
            to|in our|everywhere|spreading|approaching)
        (building|hotel|house|roof|bridge|ceiling|balcony|mine|cave|school)
            (has |have |just |is |had )*(collapsed|collapsing|fallen (down|in|on)|on fire|caved in|burning|
            burned down|flooded)
        (volcano|mount \S+) (is |has |just |was |started )*(erupt\S*)
            <6>(we|i|can not|trapped|stuck|ash|near|evacuat\S*|help|my)
        (trapped|stuck|stranded|lost|injured) (on|in|up|at)
            (a |the |this )?<G1>(mountain|cliff|cave|glacier|desert|jungle|lift|elevator|roof|crevasse|canyon|
            gorge|island after|forest|sea|snow|boat|dinghy|raft)
        tsunami warning <8>(we|i|beach|where|now|here|my)
        (boat|ship|ferry|yacht|dinghy|kayak|raft) (is |has |just |was |are )*(sinking|sunk|capsized|sank|adrift|
            taking on water|on fire|drifting|overturned)
        (after|since|because of|due to) the (earthquake|quake|tsunami|floods?|hurricane|cyclone|typhoon|storm|
            eruption|wildfires?|landslide) <10>(no (food|water|power|shelter)|trapped|missing|can not
            (contact|reach|find)|homeless|nowhere|not heard|help)
        (need|needs) (to be )?(rescue|rescued|rescuing|airlifted|an? airlift|winched) unless (centre)
        (cut off|stranded|trapped|stuck) <6>(no |without )(food|water|shelter|power)
        (no|without) (food|water|shelter|power) <6>(trapped|cut off|stranded|since the|stuck)
        (trapped|stuck) (in|under|inside|beneath) (the |a |our |my )?(building|hotel|car|wreck\S*|debris|mud|
            snow|lift|tunnel|mine|collapsed \S+)
        (trapped|stuck|stranded|cut off|caught|injured|hurt|buried) (by|in|because of|due to|after|under)
            (the |a |an )?<QUAKE>
        (hurricane|cyclone|typhoon|earthquake|flood|tsunami) (has )?hit <6>(we|i|our|my|us|no)
    """, without=(Guard.NEGATED,)),
    rule("disaster", "natural_disaster", P1, "caught in a disaster", r"""
        (smell|see|breathing|full of|lots of) smoke <10>(stairs|door|blocked|out|trapped|can not|exit|room|
            corridor)
        (stairs|exit|exits|door|way out|road out|only road) (is |are )?<1>(blocked|on fire|cut off|gone|flooded)
        (bus|minibus|car|coach|van|train|boat|jeep) (went|has gone|came|slid|rolled|fell|crashed|plunged|ran)
            (off|over|into|down|aground) <12>(help|nobody|no one|stuck|hurt|trapped|injured|cold|waiting|snow|
            rescue)
    """),
)
