from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "来件和事项"

    def ready(self):
        """Hand down to the ground floor what this app offers. Models must be loaded first."""
        from cases import actions, demo, desk, holding, presenters, reference  # noqa: PLC0415
        from portal.access import Permission  # noqa: PLC0415
        from portal.accounts import registry as accounts  # noqa: PLC0415
        from portal.audit import registry as audit  # noqa: PLC0415
        from portal.demo import registry as demos  # noqa: PLC0415
        from portal.desk import registry as desks  # noqa: PLC0415
        from portal.files import registry as files  # noqa: PLC0415
        from portal.ui import menu  # noqa: PLC0415
        from portal.units import registry as units  # noqa: PLC0415

        units.register_reference("cases", reference.load)
        units.register_succession("事项", actions.take_over_cases)
        accounts.register_handover("事项", actions.hand_over_cases, count=actions.open_cases_of)
        audit.register_sentences(presenters.SENTENCES)
        audit.register_openings({"case.read", "case.unmask", "case.emergency"})
        files.register(holding.HOLDER)
        demos.register("cases", demo.seed_first_calls)

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
