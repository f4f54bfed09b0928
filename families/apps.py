from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    verbose_name = "平安家庭"

    def ready(self):
        from portal.access import Permission  # noqa: PLC0415 - models must be loaded first
        from portal.ui import menu  # noqa: PLC0415

        see = Permission.FAMILY_VIEW
        menu.register(menu.MenuItem("平安家庭", "families:home", see, 60, "home"))
