from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "来件和事项"

    def ready(self):
        from cases import reference  # noqa: PLC0415 - models must be loaded first
        from portal.units import registry  # noqa: PLC0415

        registry.register_reference("cases", reference.load)
