from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    verbose_name = "平安家庭"

    def ready(self):
        from portal.access import Permission
        from portal.ui import menu

        see = Permission.FAMILY_VIEW
        menu.register(menu.MenuItem("平安家庭", "families:home", see, 60, "home"))
