from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "publicity"
    verbose_name = "公示"

    def ready(self) -> None:
        from inspections import preview
        from publicity import display_receivers, papers, receivers  # noqa: F401 - they subscribe to what lower apps announce
        from publicity.preview import PublicSide

        preview.register(PublicSide())
