"""The first page, the notices, and whether the house stands."""

from django.db import Error, connection
from django.http import JsonResponse

from portal.ui.views import PublicView


class Health(PublicView):
    """{"status": "ok"} with 200; 503 when the database does not answer. For load balancers."""

    def get(self, request):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            return JsonResponse({"status": "database away"}, status=503)
        return JsonResponse({"status": "ok"})
