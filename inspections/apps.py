from django.apps import AppConfig
from django.db.models.signals import post_migrate


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "抽查与检查"

    def ready(self) -> None:
        from inspections import draw_papers, guards, receivers, shelf  # noqa: F401 - the latter subscribes to what the registries announce  # noqa: F401 - the former registers its paper
        from inspections.papers import attendance, follow_up, onsite, service  # noqa: F401 - register theirs
        from inspections.vault import pictures, proofs
        from yangcheng_inspect.trail import files

        files.register(pictures)
        files.register(proofs)
        files.register(shelf.files)
        post_migrate.connect(guards.install, sender=self, dispatch_uid="inspections.guards")
