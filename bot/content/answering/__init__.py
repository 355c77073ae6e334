"""Which passage answers a question: words, meaning and kinds, weighed by what was learned. PURE."""
