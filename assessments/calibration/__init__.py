"""How the operator's, the desk's and the site's ratings lie apart, for one operator over time."""
