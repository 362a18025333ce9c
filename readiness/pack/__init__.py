"""Framework packs: read a YAML file, list every problem at once, hand out its words and its numbers."""

from readiness.pack.reading import MAX_BYTES, read_yaml
from readiness.pack.shape import Pack
from readiness.pack.validation import parse_pack, read_pack
from readiness.pack.wording import Wording, wording

__all__ = ["MAX_BYTES", "Pack", "Wording", "parse_pack", "read_pack", "read_yaml", "wording"]
