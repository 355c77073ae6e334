"""What a topic is called on a button. Topics that no citizen would pick (greetings, insults) have no name here."""

from __future__ import annotations

QUESTION_OF_TOPIC: dict[str, str] = {
    "entry_requirements": "Do I need a visa?",
    "travel_advice_safety": "Is it safe to travel?",
    "health_vaccination": "What vaccinations do I need?",
    "local_laws_customs": "What are the local laws and customs?",
    "natural_disaster": "What natural disasters are there?",
    "terror_attack": "What is the risk of terrorism?",
    "war_unrest_evacuation": "Is there war, unrest or a political risk?",
}
"""What somebody asks who presses a topic's button: words to look up on a country's page, never shown."""

ABOUT_ANY_COUNTRY = ("entry_requirements", "travel_advice_safety", "health_vaccination", "embassy_contact")
"""What people ask about a country most: the buttons for who names one and nothing else."""

USUAL = ("entry_requirements", "passport_renewal")
"""The commonest meanings, where a message gives no hint of its own."""

TOPIC_NAMES: dict[str, str] = {
    "arrest_detention": "Help if someone is arrested",
    "death_abroad": "When someone dies abroad",
    "hospitalised": "Someone is ill or in hospital",
    "sexual_assault": "Rape and sexual assault",
    "assault_crime": "I am a victim of crime",
    "missing_person": "Someone is missing",
    "kidnap_hostage": "Someone was taken",
    "child_abduction": "A child was taken or kept",
    "forced_marriage": "Forced marriage",
    "mental_health_crisis": "Mental health help",
    "terror_attack": "Terror attacks",
    "natural_disaster": "Natural disasters",
    "war_unrest_evacuation": "War, unrest or evacuation",
    "stranded_no_money": "I have no money to get home",
    "welfare_concern": "I am worried about someone",
    "lost_stolen_passport": "Lost or stolen passport",
    "emergency_travel_document": "Emergency travel document",
    "passport_renewal": "Renew or get a passport",
    "entry_requirements": "Visas and entry rules",
    "travel_advice_safety": "Is it safe to travel?",
    "health_vaccination": "Health and vaccinations",
    "local_laws_customs": "Local laws and customs",
    "embassy_contact": "Find an embassy",
    "notarial_legalisation": "Documents and certified copies",
    "birth_registration": "Register a birth",
    "death_registration": "Register a death",
    "marriage_abroad": "Get married abroad",
    "living_abroad": "Living abroad",
    "prisoner_support": "Help for prisoners",
    "money_transfer": "Send or receive money",
    "lawyers_translators": "Find a lawyer or translator",
    "insurance": "Travel insurance",
    "flight_airline_problem": "Flights and airlines",
    "citizenship_nationality": "British nationality",
    "foreign_visa_to_uk": "A visa for the UK",
    "voting_abroad": "Vote from abroad",
    "complaint_feedback": "Make a complaint",
    "suggest_idea": "Suggest an idea",
}
