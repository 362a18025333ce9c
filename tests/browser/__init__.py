"""Pages as a person meets them: a real browser, keyboard and phone width."""
