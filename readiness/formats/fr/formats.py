"""French as it is written out: 30 octobre 2026 à 14:32."""

DATETIME_FORMAT = r"j F Y \à H:i"
