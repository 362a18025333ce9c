"""Print the JSON Schema of packs, which editors use to complete and check while you type."""

import json

from readiness.management.commands._files import FileCommand
from readiness.pack import Pack


def pack_schema() -> str:
    schema = Pack.model_json_schema(by_alias=True, mode="validation")
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


class Command(FileCommand):
    help = "Print the JSON Schema of framework packs."

    def handle(self, **options: object) -> None:
        self.stdout.write(pack_schema(), ending="")
