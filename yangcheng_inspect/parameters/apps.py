"""The app of the parameters."""

from django.apps import AppConfig


class ParametersConfig(AppConfig):
    """What the bureau may set."""

    name = "yangcheng_inspect.parameters"
    label = "parameters"
    verbose_name = "参数"

    def ready(self) -> None:
        from yangcheng_inspect.parameters import reading  # noqa: F401 - subscribes to the beginning of a request
