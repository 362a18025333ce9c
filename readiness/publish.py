"""A pack becomes rows, once: a published edition is never touched again."""

from hashlib import sha256

from django.db import transaction

from readiness.models import Framework, Lever, Pillar, Question, Requirement
from readiness.pack import Pack, parse_pack
from readiness.problems import gettext_noop


class EditionIsFrozen(Exception):
    """The edition is already published with another text."""

    message = gettext_noop("%(framework)s is already published with another text; raise the edition and publish again")

    def __init__(self, framework: Framework):
        self.params = {"framework": str(framework)}
        super().__init__(self.message % self.params)


def publish(raw: bytes) -> tuple[Framework, bool]:
    """Return (the framework's row, whether it was published just now).

    The same bytes published twice change nothing. Raises Problems for a bad pack, EditionIsFrozen for another text
    under a published edition.
    """
    pack = parse_pack(raw)
    checksum = sha256(raw).hexdigest()
    identity = pack.framework
    with transaction.atomic():
        framework, created = Framework.objects.get_or_create(
            code=identity.code,
            edition=identity.edition,
            defaults={
                "name": identity.name,
                "languages": identity.languages,
                "text": raw.decode("utf-8-sig"),
                "checksum": checksum,
            },
        )
        if created:
            _create_rows(framework, pack)
    if framework.checksum != checksum:
        raise EditionIsFrozen(framework)
    return framework, created


def _create_rows(framework: Framework, pack: Pack) -> None:
    pillars = [Pillar(framework=framework, code=row.code, position=at, name=row.name) for at, row in enumerate(pack.pillars)]
    Pillar.objects.bulk_create(pillars)
    pairs = [(pillar, row) for pillar, source in zip(pillars, pack.pillars, strict=True) for row in source.requirements]
    requirements = [
        Requirement(framework=framework, pillar=pillar, code=row.code, position=at, name=row.name)
        for at, (pillar, row) in enumerate(pairs)
    ]
    Requirement.objects.bulk_create(requirements)
    asked = [
        (requirement, row) for requirement, (_pillar, source) in zip(requirements, pairs, strict=True) for row in source.questions
    ]
    Question.objects.bulk_create(
        Question(framework=framework, requirement=requirement, code=row.code, position=at, kind=row.kind, text=row.text)
        for at, (requirement, row) in enumerate(asked)
    )
    Lever.objects.bulk_create(
        Lever(framework=framework, code=row.code, position=at, name=row.name) for at, row in enumerate(pack.levers)
    )
