"""How many statements a page sent, told in a header. Also: the same site without row security."""

import os

from django.db import connection

from portal.access import checks

HEADER = "X-Queries"


class Counting:
    def __init__(self, get_response):
        self.get_response = get_response
        # The server of `row_security` runs as a role that policies do not bind, which the portal
        # would refuse: it alone is let pass, and only here.
        checks._passed = os.environ.get("BENCH_WITHOUT_POLICIES") == "1"

    def __call__(self, request):
        asked = 0

        def count(execute, statement, params, many, context):
            nonlocal asked
            asked += 1
            return execute(statement, params, many, context)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers[HEADER] = str(asked)
        return response
