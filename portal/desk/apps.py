from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"
    verbose_name = "工作台"

    def ready(self):
        """Put together what the packages below may not know of each other."""
        from portal.access import Permission
        from portal.audit import registry as audit
        from portal.deadlines import registry as deadlines
        from portal.desk import actions, kinds, notices, presenters, registry
        from portal.drafts import actions as drafts
        from portal.jobs import registry as jobs
        from portal.papers import registry as papers
        from portal.search import registry as search
        from portal.ui import menu

        audit.register_unit_names(presenters.unit_names)
        search.register_kind(kinds.PAPERS)
        papers.register_follower(kinds.follow_paper)
        deadlines.register_tell(actions.notify)
        jobs.register_finish(notices.job_finished)
        jobs.register_hourly("旧草稿", drafts.prune)
        jobs.register_hourly("旧通知", actions.prune)
        menu.register_notices("desk:notices", notices.unread_count, Permission.DESK)
        menu.register(
            menu.MenuItem("年历", "desk:year", Permission.DESK, 48, "calendar", place="account")
        )
        menu.register(
            menu.MenuItem(
                "工作台", "desk:desk", Permission.DESK, 10, "desk", badge=registry.todo_count
            )
        )
