"""Personal checklists of documents, and the facts by country that they are made from. PURE."""
