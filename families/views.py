from portal.access import Permission
from portal.ui.views import PortalView, render


class FamilyHome(PortalView):
    """The entrance to 平安家庭. Households and scoring come with the families' own issue."""

    permission = Permission.FAMILY_VIEW

    def get(self, request):
        return render(request, "families/home.html")
