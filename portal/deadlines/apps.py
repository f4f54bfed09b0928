from django.apps import AppConfig

SENTENCES = {
    "deadline.notice": "录入放假安排",
    "deadline.recount": "重算期限",
    "deadline.rule": "修改期限规则",
    "deadline.start": "开始计期限",
    "deadline.meet": "期限内事项已办",
    "deadline.drop": "不再计期限",
    "deadline.reinstate": "期限继续计",
    "deadline.pause": "中止期限",
    "deadline.resume": "恢复期限",
    "deadline.extend": "延长期限",
}


class DeadlinesConfig(AppConfig):
    name = "portal.deadlines"
    label = "deadlines"
    verbose_name = "期限"

    def ready(self):
        """Models must be loaded first."""
        from portal.access import Permission
        from portal.audit.registry import register_sentences
        from portal.deadlines import reference, tasks
        from portal.jobs import registry as jobs
        from portal.ui import menu
        from portal.units import registry as units

        units.register_reference("deadlines", reference.load)
        register_sentences(SENTENCES)
        jobs.register_hourly("期限提醒", tasks.remind_when_open)
        menu.register(
            menu.MenuItem(
                "期限计算",
                "deadlines:calculator",
                Permission.DESK,
                50,
                "clock",
                place="account",
            )
        )
