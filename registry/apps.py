from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "名录与事项"

    def ready(self) -> None:
        from registry.files import uploaded
        from yangcheng_inspect.trail import files

        files.register(uploaded)
