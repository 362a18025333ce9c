"""A whole case played in a browser, from an open round to issued reports, by the roles in turn. It is demonstration data."""
