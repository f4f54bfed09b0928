from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self):
        from portal.access import Permission  # noqa: PLC0415 - models must be loaded first
        from portal.desk import notices, registry  # noqa: PLC0415
        from portal.jobs.registry import register_finish  # noqa: PLC0415
        from portal.ui import menu  # noqa: PLC0415

        menu.register(
            menu.MenuItem(
                label="工作台",
                url_name="desk:desk",
                permission=Permission.DESK,
                order=10,
                icon="desk",
                badge=registry.todo_count,
            )
        )
        menu.register_notices("desk:notices", notices.unread_count, Permission.DESK)
        register_finish(notices.job_finished)
