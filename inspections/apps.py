from django.apps import AppConfig
from django.db.models.signals import post_migrate


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "抽查与检查"

    def ready(self) -> None:
        from inspections import guards, receivers  # noqa: F401 - the latter subscribes to what the registries announce
        from inspections.vault import pictures
        from yangcheng_inspect.trail import files

        files.register(pictures)
        post_migrate.connect(guards.install, sender=self, dispatch_uid="inspections.guards")
