from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    verbose_name = "平安家庭"

    def ready(self):
        """Hand down to the ground floor what this app offers."""
        from families import actions, demo, desk, imports, kinds, papers, presenters
        from families.demo import stations
        from portal import clock
        from portal.access import Permission
        from portal.audit import registry as audit
        from portal.demo import registry as demos
        from portal.desk import registry as desks
        from portal.papers import registry as paper_kinds
        from portal.search import registry as search
        from portal.sheets import registry as sheets
        from portal.ui import menu
        from portal.units import registry as units

        def load():
            return {"评分标准": actions.load_standards(at=clock.now())}

        units.register_reference("families", load)
        units.register_succession("家庭档案", actions.take_over_households)
        units.register_succession("阵地", actions.take_over_stations)
        audit.register_sentences(presenters.SENTENCES)
        audit.register_words(presenters.WORDS)
        audit.register_openings({"family.read"})
        search.register_kind(kinds.HOUSEHOLDS)
        sheets.register(imports.HOUSEHOLDS)
        sheets.register(imports.STATIONS)
        for kind in papers.KINDS:
            paper_kinds.register_kind(kind)
        paper_kinds.register_record(papers.RECORD, papers.visible)
        demos.register("families", demo.seed_families)
        demos.register("stations", stations.seed_stations)

        score = Permission.FAMILY_SCORE
        desks.register_todos(desk.todos, waiting=desk.lines, permission=score)
        see = Permission.FAMILY_VIEW
        menu.register(
            menu.MenuItem("平安家庭", "families:home", see, 60, "home", seldom_for_leaders=True)
        )
