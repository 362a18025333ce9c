"""Django's SQLite, with another way of waiting: ENGINE "readiness.sqlite3"."""
