"""The 43 topics. Source: ../shared/evaluation/README.md, the label guide; one Rasa intent each."""
from __future__ import annotations

TOPICS: tuple[str, ...] = (
    "arrest_detention", "death_abroad", "hospitalised", "sexual_assault", "assault_crime", "missing_person",
    "kidnap_hostage", "child_abduction", "forced_marriage", "mental_health_crisis", "terror_attack",
    "natural_disaster", "war_unrest_evacuation", "stranded_no_money", "welfare_concern", "lost_stolen_passport",
    "emergency_travel_document", "passport_renewal", "entry_requirements", "travel_advice_safety",
    "health_vaccination", "local_laws_customs", "embassy_contact", "notarial_legalisation", "birth_registration",
    "death_registration", "marriage_abroad", "living_abroad", "prisoner_support", "money_transfer",
    "lawyers_translators", "insurance", "flight_airline_problem", "citizenship_nationality", "foreign_visa_to_uk",
    "voting_abroad", "complaint_feedback", "suggest_idea", "talk_to_human", "cancel_or_change",
    "greeting_chitchat", "other_out_of_scope", "abuse_prompt_injection",
)
assert len(TOPICS) == 43

OUTSIDE: frozenset[str] = frozenset({"other_out_of_scope", "greeting_chitchat", "abuse_prompt_injection"})
"""Topics that are none of a consular service's business (label guide): a message about them is out of scope."""
