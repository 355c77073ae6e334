"""What talks to others, or wraps a library: GOV.UK, Notify, the sentence encoder, the sanitiser."""
