"""The consular assistant: answers British nationals abroad, and brings a person in trouble to a caseworker."""
