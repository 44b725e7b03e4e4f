from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "抽查与检查"

    def ready(self) -> None:
        from inspections import receivers  # noqa: F401 - subscribes to what the registries announce
