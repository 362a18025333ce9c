"""Working together on an assessment: who answers for what, what was changed by whom, and what people say about it."""
