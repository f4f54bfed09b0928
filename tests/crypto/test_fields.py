"""The fields without a database: what would be sent to it, and what comes back from it."""

from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.db.models.signals import pre_save
from django.test.utils import isolate_apps

from portal.crypto.fields import BlindIndexField, Ciphertext, EncryptedTextField
from portal.crypto.keys import rotate_field_key
from portal.crypto.provider import Purpose, Undecipherable, mac

MOBILE = "13800138000"
LABEL = "cases.party.phone"

with isolate_apps("portal.crypto"):

    class Party(models.Model):
        seal = models.UUIDField(default=uuid4, editable=False)
        name = models.TextField()
        phone = EncryptedTextField("电话", label=LABEL, null=True, blank=True)
        story = EncryptedTextField("经过", label="cases.party.story")
        phone_index = BlindIndexField(source="phone", purpose=Purpose.PHONE)

        class Meta:
            app_label = "crypto"

        def __str__(self):
            return self.name

    class PartyEvent(models.Model):
        """What a generated history model looks like: other table, same columns."""

        pgh_tracked_model = Party
        seal = models.UUIDField()
        phone = EncryptedTextField(label=LABEL, null=True)
        phone_index = BlindIndexField(source="story", purpose=Purpose.PHONE)

        class Meta:
            app_label = "crypto"

        def __str__(self):
            return str(self.pk)


PHONE, INDEX = Party._meta.get_field("phone"), Party._meta.get_field("phone_index")


def written(party, field=PHONE, *, add=True):
    """The bytes that an INSERT or UPDATE would carry."""
    value = field.get_db_prep_save(field.pre_save(party, add), connection)
    return None if value is None else bytes(value.adapted)


def loaded(token, seal, model=Party):
    """A row read back from the database."""
    value = model._meta.get_field("phone").from_db_value(memoryview(token), None, connection)
    return model.from_db("default", ["id", "seal", "phone"], [1, seal, value])


@pytest.fixture
def decipherings(monkeypatch):
    opened = []
    original = Ciphertext.open
    monkeypatch.setattr(
        Ciphertext, "open", lambda self, seal: opened.append(self.label) or original(self, seal)
    )
    return opened


@pytest.mark.parametrize("text", [MOBILE, "", "𠮷𰻝", None])
def test_what_is_assigned_is_written_encrypted_and_read_back(text):
    party = Party(phone=text)

    token = written(party)
    again = loaded(token, party.seal) if token else party

    assert party.phone == text
    assert again.phone == text
    assert MOBILE.encode() not in (token or b"")


def test_reading_rows_deciphers_nothing_until_the_attribute_is_read(decipherings):
    party = Party(phone=MOBILE)
    token = written(party)

    rows = [loaded(token, party.seal) for _ in range(3)]

    assert decipherings == []
    assert rows[0].phone == MOBILE
    assert decipherings == [LABEL]


def test_an_unchanged_value_is_written_back_byte_for_byte():
    party = Party(phone=MOBILE)
    token = written(party)
    row = loaded(token, party.seal)

    row.phone = MOBILE

    assert written(row, add=False) == token
    assert written(party, add=False) == token


def test_a_changed_value_is_encrypted_anew():
    party = Party(phone=MOBILE)
    token = written(party)

    party.phone = "13900139000"

    assert written(party, add=False) != token
    assert party.phone == "13900139000"


def test_a_ciphertext_copied_to_another_row_does_not_open():
    token = written(Party(phone=MOBILE))
    stranger = loaded(token, uuid4())

    with pytest.raises(Undecipherable) as refusal:
        _ = stranger.phone

    assert MOBILE not in repr(refusal.value)


def test_a_damaged_value_can_be_written_anew():
    row = loaded(written(Party(phone=MOBILE)), uuid4())

    row.phone = "13900139000"

    assert loaded(written(row, add=False), row.seal).phone == "13900139000"


def test_a_copy_under_a_new_seal_is_refused_rather_than_lost():
    party = Party(phone=MOBILE)
    written(party)

    party.pk, party.seal = None, uuid4()

    with pytest.raises(Undecipherable):
        written(party)


def test_history_opens_under_the_label_of_the_original():
    party = Party(phone=MOBILE)

    event = loaded(written(party), party.seal, PartyEvent)

    assert event.phone == MOBILE


def test_values_give_a_token_that_opens_with_the_seal_and_shows_nothing():
    party = Party(phone=MOBILE)
    token = PHONE.from_db_value(written(party), None, connection)

    shown = f"{token} {token!r} {party!r} {vars(party)!r}"

    assert token.open(party.seal) == MOBILE
    assert MOBILE not in shown
    assert "〔密文〕" in shown


@pytest.mark.parametrize(
    "lookup",
    ["phone", "phone__exact", "phone__in", "phone__contains", "phone__gt", "phone__length"],
)
def test_an_encrypted_field_is_never_searched_and_says_so_without_the_value(lookup):
    with pytest.raises(FieldError, match="已加密，只能按 isnull") as refusal:
        Party.objects.filter(**{lookup: MOBILE})

    assert MOBILE not in repr(refusal.value)


def test_an_encrypted_field_can_be_asked_whether_it_is_empty():
    sql = str(Party.objects.filter(phone__isnull=True).query)

    assert '"phone" IS NULL' in sql


@pytest.mark.parametrize("value", [MOBILE, Ciphertext("cases.party.story", b"")])
def test_text_never_goes_past_the_seal(value):
    with pytest.raises(FieldError, match="只能逐条") as refusal:
        PHONE.get_db_prep_save(value, connection)

    assert MOBILE not in repr(refusal.value)


def test_only_text_can_be_assigned():
    with pytest.raises(TypeError, match="只接受文字") as refusal:
        Party(phone=int(MOBILE))

    assert MOBILE not in repr(refusal.value)


def test_encrypted_text_is_not_serialised():
    with pytest.raises(FieldError, match="不能序列化"):
        PHONE.value_to_string(Party(phone=MOBILE))


def test_the_index_follows_its_source():
    party = Party(phone="+86 138-0013-8000")

    token = written(party, INDEX)

    assert token == party.phone_index == mac(MOBILE, purpose=Purpose.PHONE)


@pytest.mark.parametrize("phone", [None, "", "不详"])
def test_where_there_is_no_number_there_is_no_index(phone):
    assert written(Party(phone=phone), INDEX) is None


@pytest.mark.parametrize("lookup", ["phone_index", "phone_index__in"])
def test_an_index_is_looked_up_by_the_plain_number(lookup):
    value = ["138 0013 8000"] if lookup.endswith("__in") else "138 0013 8000"

    [condition] = Party.objects.filter(**{lookup: value}).query.where.children

    found = condition.rhs if isinstance(condition.rhs, list) else [condition.rhs]
    assert found == [mac(MOBILE, purpose=Purpose.PHONE)]


def test_an_index_knows_whole_numbers_only():
    with pytest.raises(FieldError, match="整个号码"):
        Party.objects.filter(phone_index__contains="138")


def test_an_index_is_never_written_by_hand():
    with pytest.raises(FieldError, match="不能直接写入"):
        INDEX.get_db_prep_save(MOBILE, connection)


def test_a_new_number_is_not_saved_without_its_index():
    party = Party(phone=MOBILE)

    with pytest.raises(FieldError, match="须同时写上 phone_index"):
        pre_save.send(Party, instance=party, update_fields=frozenset({"phone"}))

    pre_save.send(Party, instance=party, update_fields=frozenset({"phone", "phone_index"}))
    written(party)
    pre_save.send(Party, instance=party, update_fields=frozenset({"phone"}))


def test_an_unchanged_value_keeps_its_old_key_until_it_is_reencrypted(key_folder):
    party = Party(phone=MOBILE)
    token = written(party)

    rotate_field_key(key_folder)

    assert written(party, add=False) == token
    assert loaded(token, party.seal).phone == MOBILE


@pytest.mark.parametrize("field", [PHONE, INDEX], ids=["phone", "phone_index"])
def test_a_migration_recreates_the_field(field):
    name, _, args, kwargs = field.deconstruct()

    again = type(field)(*args, **kwargs)

    assert again.deconstruct()[1:] == field.deconstruct()[1:]
    assert name == field.name
    assert again.db_type(connection) == "bytea"


def test_an_optional_text_left_empty_in_a_form_stays_null():
    assert PHONE.formfield().clean("") is None


def test_models_are_checked_for_seal_label_and_source():
    with isolate_apps("portal.crypto"):

        class Careless(models.Model):
            name = models.TextField()
            phone = EncryptedTextField(label="phone")
            name_index = BlindIndexField(source="name", purpose="phone")

            class Meta:
                app_label = "crypto"

            def __str__(self):
                return self.name

    found, *none = (
        {problem.id for problem in model.check(databases=[]) if problem.id.startswith("crypto.")}
        for model in (Careless, Party, PartyEvent)
    )

    assert found == {"crypto.E001", "crypto.E002", "crypto.E003"}
    assert none == [set(), set()]


def test_only_numbers_may_have_an_index():
    with pytest.raises(ValueError, match="'name' is not a valid Purpose"):
        BlindIndexField(source="name", purpose="name")
