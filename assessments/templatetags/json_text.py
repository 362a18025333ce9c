"""A value as JSON in an attribute, for a script to read: the policy allows no script in the page itself."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def json_text(value):
    return json.dumps(value, cls=DjangoJSONEncoder)
