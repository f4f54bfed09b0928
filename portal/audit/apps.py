from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "portal.audit"
    label = "audit"
    verbose_name = "审计"

    def ready(self):
        from portal.access import Permission
        from portal.audit import checks  # noqa: F401 - registers itself
        from portal.ui import menu

        menu.register(
            menu.MenuItem(
                "日志",
                "audit:log",
                Permission.LOG_VIEW_UNIT,
                order=90,
                icon="log",
                seldom_for_leaders=True,
            )
        )
