from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "来件和事项"

    def ready(self):
        """Hand down to the ground floor what this app offers. Models must be loaded first."""
        self.hand_down_services()
        self.hand_down_pages()

    def hand_down_services(self):
        from cases import (
            actions,
            demo,
            desk,
            holding,
            imports,
            kinds,
            papers,
            presenters,
            reference,
        )
        from portal.accounts import registry as accounts
        from portal.audit import registry as audit
        from portal.deadlines import registry as deadlines
        from portal.demo import registry as demos
        from portal.files import registry as files
        from portal.papers import registry as paper_kinds
        from portal.search import registry as search
        from portal.sheets import registry as sheets
        from portal.units import registry as units

        units.register_reference("cases", reference.load)
        units.register_succession("事项", actions.take_over_cases)
        accounts.register_handover("事项", actions.hand_over_cases, count=actions.open_cases_of)
        audit.register_sentences(presenters.SENTENCES)
        audit.register_openings({"case.read", "case.unmask", "case.emergency"})
        deadlines.register_clocks(desk.CLOCKS)
        search.register_kind(kinds.CASES)
        for kind in papers.KINDS:
            paper_kinds.register_kind(kind)
        paper_kinds.register_record(papers.RECORD, papers.visible)
        files.register(holding.HOLDER)
        sheets.register(imports.HISTORY)
        demos.register("cases", demo.seed_first_calls)

    def hand_down_pages(self):
        from cases import desk, holding, registry
        from cases.presenters import danger, history, way
        from portal.access import Permission
        from portal.desk import registry as desks
        from portal.ui import menu

        see, register = Permission.CASE_VIEW, Permission.CASE_REGISTER
        desks.register_todos(desk.todos, count=desk.todo_count, permission=see)
        for order, card in enumerate((desk.open_cases, desk.this_month, desk.consultations)):
            desks.register_card(card, permission=see, order=order)
        desks.register_action(
            desks.Action("登记来电", "cases:register", register, order=1, is_main=True)
        )
        desks.register_action(desks.Action("误拨", "cases:misdial", register, order=3, acts=True))
        menu.register(menu.MenuItem("来件登记", "cases:register", register, 20, "phone"))
        menu.register(menu.MenuItem("事项台账", "cases:list", see, 30, "list"))
        registry.register_next(way.usual_next, order=50)
        for section in (
            registry.Section("next", "cases/sections/next.html", way.next_section, "top", 90),
            registry.Section("repeat", "cases/sections/repeat.html", way.repeat_section, "top", 95),
            registry.Section("follow-ups", "cases/sections/follow_ups.html",
                             way.follow_up_section, order=20),
            registry.Section("links", "cases/sections/links.html", way.links_section, order=60),
        ):  # fmt: skip
            registry.register_section(section)
        menu.register(menu.MenuItem("统计", "cases:figures", Permission.CASE_FIGURES, 70, "chart"))
        registry.register_section(
            registry.Section("files", "cases/sections/files.html", holding.section, order=50)
        )
        registry.register_section(
            registry.Section(
                "history", "cases/sections/history.html", history.ledger_section, order=10
            )
        )
        for section in danger.SECTIONS:
            registry.register_section(section)
