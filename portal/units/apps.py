from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "portal.units"
    label = "units"
    verbose_name = "单位和区划"

    def ready(self):
        from portal.units import reference, registry  # noqa: PLC0415 - models must be loaded first

        registry.register_reference("units", reference.load)
