from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "维权周活动"

    def ready(self):
        from campaigns import reference
        from portal.access import Permission
        from portal.ui import menu
        from portal.units import registry as units

        units.register_reference("campaigns", reference.load)

        see = Permission.CAMPAIGN_VIEW
        menu.register(menu.MenuItem("活动报送", "campaigns:home", see, 50, "send"))
