from portal.access import Permission
from portal.ui.views import PortalView, render


class CampaignHome(PortalView):
    """The entrance to the rights week. The board itself comes with the campaigns' own issue."""

    permission = Permission.CAMPAIGN_VIEW

    def get(self, request):
        return render(request, "campaigns/home.html")
