"""What may be written in one place of a pack: texts, codes, exact numbers, flags; each error says what to write instead."""

import re
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from readiness.exact import exact
from readiness.json_text import unprintable
from readiness.pack.wording import MISSING
from readiness.problems import gettext_noop as _
from readiness.problems import shortened

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def fault(message: str, **params: object) -> PydanticCustomError:
    """Return an error that carries a translatable message and its parameters."""
    return PydanticCustomError("pack", "{message}", {"message": message, "params": params})


def plain(value: object) -> str:
    if not isinstance(value, str):
        raise fault(_("write a single value here, without brackets and without further lines"))
    if not value.strip():
        raise fault(_("write something here, or remove the key"))
    if character := unprintable(value):
        raise fault(_("remove the character %(code)s, which cannot be shown or printed"), code=character)
    return value.strip()


def exact_number(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    text = plain(value)
    if (number := exact(text)) is None:
        raise fault(_('write an exact number such as 3, 0.75 or 3/4, found "%(found)s"'), found=shortened(text))
    return number


def whole(value: object) -> int:
    text = plain(value)
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise fault(_('write a whole number, found "%(found)s"'), found=shortened(text))
    return int(text)


def truth(value: object) -> bool:
    text = plain(value)
    if text not in ("true", "false"):
        raise fault(_('write true or false, found "%(found)s"'), found=shortened(text))
    return text == "true"


def identifier(value: object) -> str:
    text = plain(value)
    if not CODE.fullmatch(text):
        raise fault(_('write a code of letters, digits, ".", "-" and "_" (at most 40), found "%(found)s"'), found=shortened(text))
    return text


def address(value: object) -> str:
    text = plain(value)
    if not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise fault(_('write an address that begins with https:// or http://, found "%(found)s"'), found=shortened(text))
    return text


def sentence(value: object) -> str:
    if isinstance(value, str) and not value.strip():
        raise fault(_("write the text here, or MISSING until it is translated"))
    return plain(value)


def by_language(value: object, info: ValidationInfo) -> object:
    """Return the value as it is, where nothing else than an entry per language stands in it."""
    languages = (info.context or {}).get("languages") or []
    if not isinstance(value, dict):
        example = ", ".join(f"{language}: …" for language in languages or ["fr", "en"])
        raise fault(_("write the text once for each language: %(example)s"), example=example)
    for key, words in value.items():
        language, colon, _rest = key.partition(":")
        if colon and language in languages:
            raise fault(_('write a space after "%(language)s:"'), language=language)
        if languages and key not in languages and (words == "" or not LANGUAGE.fullmatch(key)):
            raise fault(
                _('write only %(languages)s here, found "%(found)s"; inside { } a text that holds a comma goes in quotes'),
                languages=", ".join(languages),
                found=shortened(key),
            )
    return value


def in_all_languages(text: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    languages = (info.context or {}).get("languages") or list(text)
    missing = [language for language in languages if language not in text]
    unknown = [language for language in text if language not in languages]
    if missing:
        raise fault(
            _("write the text in %(missing)s too, or %(missing)s: MISSING until it is translated"), missing=", ".join(missing)
        )
    if unknown:
        raise fault(_("remove %(unknown)s, or add it to framework > languages"), unknown=", ".join(map(shortened, unknown)))
    if all(words == MISSING for words in text.values()):
        raise fault(_("write the text in at least one language"))
    return {language: text[language] for language in languages}


Word = Annotated[str, BeforeValidator(plain)]
Sentence = Annotated[str, BeforeValidator(sentence)]
Text = Annotated[dict[str, Sentence], BeforeValidator(by_language), AfterValidator(in_all_languages)]
Code = Annotated[str, BeforeValidator(identifier)]
Exact = Annotated[Fraction, BeforeValidator(exact_number), WithJsonSchema({"type": ["number", "string"]})]
Weight = Annotated[Exact, Field(gt=0)]
Whole = Annotated[int, BeforeValidator(whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Flag = Annotated[bool, BeforeValidator(truth), WithJsonSchema({"type": "boolean"})]
Language = Annotated[str, Field(pattern=f"^{LANGUAGE.pattern}$")]
Url = Annotated[str, BeforeValidator(address)]
Origin = Literal["stated", "restored", "lost", "elsewhere", "proposed"]


class Part(BaseModel):
    """Every object of a pack: unknown keys are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
