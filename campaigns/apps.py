from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "维权周活动"

    def ready(self):
        """Hand down to the ground floor what this app offers. Models must be loaded first."""
        from campaigns import demo, desk, holding, imports, kinds, papers, presenters, reference
        from campaigns.registry import register_duty_kind
        from portal.access import Permission
        from portal.audit import registry as audit
        from portal.demo import registry as demos
        from portal.desk import registry as desks
        from portal.files import registry as files
        from portal.papers import registry as paper_kinds
        from portal.search import registry as search
        from portal.sheets import registry as sheets
        from portal.ui import menu
        from portal.units import registry as units

        units.register_reference("campaigns", reference.load)

        for duty_kind in kinds.KINDS:
            register_duty_kind(duty_kind)
        for holder in holding.HOLDERS:
            files.register(holder)
        audit.register_sentences(presenters.SENTENCES)
        search.register_kind(kinds.CAMPAIGNS)
        for prefix, make in imports.MAKERS.items():
            sheets.register_maker(prefix, make)
        for kind in papers.KINDS:
            paper_kinds.register_kind(kind)
        paper_kinds.register_record(papers.RECORD, papers.visible)
        demos.register("campaigns", demo.seed_campaigns)
        see = Permission.CAMPAIGN_VIEW
        desks.register_todos(desk.todos, waiting=desk.waiting, permission=see)
        desks.register_progress(desk.progress, permission=see)
        desks.register_days(desk.days, permission=see)
        report = Permission.CAMPAIGN_REPORT
        desks.register_action(desks.Action("记一次活动", "campaigns:activity-new", report, order=5))
        menu.register(menu.MenuItem("活动报送", "campaigns:home", see, 50, "send"))
