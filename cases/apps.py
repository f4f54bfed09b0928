from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = "来件和事项"

    def ready(self):
        """Hand down to the ground floor what this app offers. Models must be loaded first."""
        self.hand_down_services()
        hand_down_menu()
        hand_down_changes()
        self.hand_down_pages()
        self.hand_down_referrals()
        self.hand_down_referral_desk()

    def hand_down_services(self):
        from cases import (
            demo,
            desk,
            holding,
            imports,
            kinds,
            papers,
            reference,
            tasks,
        )
        from cases.demo import history
        from cases.presenters import log
        from portal.audit import registry as audit
        from portal.deadlines import registry as deadlines
        from portal.demo import registry as demos
        from portal.files import registry as files
        from portal.jobs import registry as jobs
        from portal.papers import registry as paper_kinds
        from portal.search import registry as search
        from portal.sheets import registry as sheets
        from portal.units import registry as units

        units.register_reference("cases", reference.load)
        audit.register_sentences(log.SENTENCES)
        audit.register_words(log.WORDS)
        audit.register_openings({"case.read", "case.unmask", "case.emergency"})
        deadlines.register_clocks(desk.CLOCKS)
        jobs.register_hourly("保护令到期", tasks.remind_when_open)
        search.register_kind(kinds.CASES)
        for kind in papers.KINDS:
            paper_kinds.register_kind(kind)
        paper_kinds.register_record(papers.RECORD, papers.visible)
        files.register(holding.HOLDER)
        sheets.register(imports.HISTORY)
        demos.register("cases", demo.seed_first_calls)
        demos.register("history", history.seed_old_ledger)

    def hand_down_pages(self):
        from cases import desk, holding, registry
        from cases.actions import closing
        from cases.presenters import danger, history, people, pressing, review, way
        from portal.access import Permission
        from portal.desk import registry as desks

        see, register = Permission.CASE_VIEW, Permission.CASE_REGISTER
        desks.register_todos(desk.todos, waiting=desk.waiting, permission=see)
        desks.register_days(desk.days, permission=see)
        for order, card in enumerate((desk.open_cases, desk.this_month, desk.consultations)):
            desks.register_card(card, permission=see, order=order)
        desks.register_action(
            desks.Action("登记来电", "cases:register", register, order=1, is_main=True)
        )
        desks.register_action(desks.Action("误拨", "cases:misdial", register, order=3, acts=True))
        for offer, order in ((pressing.due_next, 30), (review.due_next, 40), (way.usual_next, 50)):
            registry.register_next(offer, order=order)
        registry.register_closing(closing.open_referral)
        for section in (
            registry.Section("next", "cases/sections/next.html", way.next_section, "top", 90),
            registry.Section("repeat", "cases/sections/repeat.html", way.repeat_section, "top", 95),
            pressing.SECTION,
            registry.Section("history", "cases/sections/history.html",
                             history.ledger_section, order=10),
            registry.Section("contacts", "cases/sections/contacts.html",
                             people.contacts_section, order=15),
            registry.Section("follow-ups", "cases/sections/follow_ups.html",
                             way.follow_up_section, order=20),
            registry.Section("reviews", "cases/sections/reviews.html", review.section, order=25),
            registry.Section("files", "cases/sections/files.html", holding.section, order=50),
            registry.Section("links", "cases/sections/links.html", way.links_section, order=60),
        ):  # fmt: skip
            registry.register_section(section)
        for section in danger.SECTIONS:
            registry.register_section(section)

    def hand_down_referrals(self):
        """转入, 转出: what follows when somebody leaves, papers, words for the log."""
        from cases import actions, registry
        from cases.actions import referral_files
        from cases.demo import issued
        from cases.demo import referrals as demo
        from cases.demo.city import seeding as city
        from cases.papers import letters, quarter
        from cases.presenters import log, referral
        from cases.views.referrals.section import SECTION
        from portal.accounts import registry as accounts
        from portal.audit import registry as audit
        from portal.demo import registry as demos
        from portal.files import registry as files
        from portal.papers import registry as paper_kinds
        from portal.units import registry as units

        accounts.register_handover(
            "转介", actions.hand_over_referrals, count=actions.open_referrals_of
        )
        units.register_succession("转介", actions.take_over_referrals)
        demos.register("referrals", demo.seed)
        demos.register("city", city.seed, comes_last=True)
        demos.register("figures", issued.seed, comes_last=True)
        log.VERBS.update(referral.CASE_VERBS)
        audit.register_sentences(referral.SENTENCES)
        audit.register_openings({"referral.read", "transfer.read"})
        registry.register_section(SECTION)
        files.register(referral_files.FILES)
        for kind in (*letters.KINDS, quarter.QUARTER):
            paper_kinds.register_kind(kind)

    def hand_down_referral_desk(self):
        """The menu, the clocks and the to-dos of both sides."""
        from cases.desk import referral as desk
        from portal.access import Permission
        from portal.deadlines import registry as deadlines
        from portal.desk import registry as desks
        from portal.ui import menu

        deadlines.register_clocks(desk.CLOCKS)
        see, receive = Permission.REFERRAL_VIEW, Permission.REFERRAL_RECEIVE
        send, city = Permission.REFERRAL_SEND, Permission.REFERRAL_RULE
        offers = Permission.CASE_TRANSFER
        desks.register_todos(desk.received_todos, waiting=desk.received_waiting, permission=receive)
        desks.register_todos(desk.sent_todos, waiting=desk.sent_waiting, permission=send)
        desks.register_todos(desk.city_todos, waiting=desk.city_waiting, permission=city)
        desks.register_todos(desk.offer_todos, waiting=desk.offers_waiting, permission=offers)
        menu.register(
            menu.MenuItem(
                "转入事项",
                "referrals:inbox",
                see,
                35,
                "inbox",
                badge=desk.badge,
                seldom_for_leaders=True,
            )
        )


def hand_down_changes():
    """What goes on with whoever takes over from a person, or from a unit that ends."""
    from cases import actions
    from portal.accounts.registry import register_handover
    from portal.units.registry import register_succession

    register_succession("事项", actions.take_over_cases)
    register_handover("事项", actions.hand_over_cases, count=actions.open_cases_of)
    register_handover("约好的回访", actions.hand_over_promises, count=actions.promises_of)


def hand_down_menu():
    """Short by role (users.md b14): who only leads finds the daily work under 更多."""
    from portal.access.permissions import P
    from portal.ui.menu import MenuItem, register, share

    for label, name, permission, order, icon, is_seldom in (
        ("待同意", "cases:waiting", P.CASE_LEAD, 15, "check", False),
        ("来件登记", "cases:register", P.CASE_REGISTER, 20, "phone", True),
        ("事项台账", "cases:list", P.CASE_VIEW, 30, "list", True),
        ("统计", "cases:figures", P.CASE_FIGURES, 70, "chart", False),
    ):
        register(MenuItem(label, name, permission, order, icon, seldom_for_leaders=is_seldom))
    share("papers:list", first="cases:figures", label="统计与文书")
