from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "families"
    verbose_name = "平安家庭"

    def ready(self):
        """Hand down to the ground floor what this app offers."""
        from families import actions, kinds, presenters, reference
        from portal.access import Permission
        from portal.audit import registry as audit
        from portal.search import registry as search
        from portal.ui import menu
        from portal.units import registry as units

        units.register_reference("families", reference.load)
        units.register_succession("家庭档案", actions.take_over_households)
        audit.register_sentences(presenters.SENTENCES)
        audit.register_openings({"family.read"})
        search.register_kind(kinds.HOUSEHOLDS)

        see = Permission.FAMILY_VIEW
        menu.register(menu.MenuItem("平安家庭", "families:home", see, 60, "home"))
