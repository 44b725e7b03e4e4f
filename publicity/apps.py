from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "publicity"
    verbose_name = "公示"

    def ready(self) -> None:
        from inspections import preview
        from publicity import papers, receivers  # noqa: F401 - the latter subscribes to what the lower apps announce
        from publicity.preview import PublicSide

        preview.register(PublicSide())
