"""Fingerprints by likeness."""

from django.db import connection, models

from portal.files import likeness


class LikenessQuerySet(models.QuerySet):
    def near(self, *, holder, asked, but=""):
        """Stored names of near-same pictures on records of one kind, the nearest first.

        `asked` are marks_to_ask(); `but` is the picture itself. Which of them somebody may see is
        not known here: ask `visible_to` of the files.
        """
        sharing = self.filter(holder=holder, terms__overlap=likeness.terms(asked))
        found = []
        with connection.cursor() as cursor:  # the planner takes many terms for half the table
            cursor.execute("SET LOCAL enable_seqscan = off")
            rows = list(sharing.values_list("stored", "marks"))
            cursor.execute("SET LOCAL enable_seqscan = on")
        for stored, marks in rows:
            bits = likeness.distance(bytes(marks), asked)
            if bits <= likeness.NEAREST and stored != but:
                found.append((bits, stored))
        return [stored for _, stored in sorted(found)]
