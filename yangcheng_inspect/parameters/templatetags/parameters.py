"""Parameters as pages print them: `{% parameter "publish_clean_days" %}` is `5 个工作日`."""

from django import template

from yangcheng_inspect.parameters import value
from yangcheng_inspect.parameters.definitions import BY_KEY

register = template.Library()


@register.simple_tag
def parameter(key: str) -> str:
    """The value in force today, with its unit."""
    return BY_KEY[key].words(value(key))
