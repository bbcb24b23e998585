"""What speaks for one candidate as a person: titles, degrees, roles beside it, verbs of saying, cue words.

The strongest comes first. ``people`` asks this of every candidate and then spreads the answers along lists.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpugraph.language import squash
from kpugraph.mentions.acting import Acting
from kpugraph.mentions.body_words import body_words
from kpugraph.mentions.captions import before_position, past_position
from kpugraph.mentions.changing import changed, changes
from kpugraph.mentions.items import Item
from kpugraph.mentions.name_runs import counted
from kpugraph.mentions.names import Candidate
from kpugraph.mentions.organisations import begins_group
from kpugraph.mentions.signatures import signed
from kpugraph.model import BodyMention, RolePhrase
from kpugraph.name_words import name_words
from kpugraph.text import fold, made_of

_CLOSING = {"”", '"', ",", "’", "'", "“", "»"}  # behind a quote
_JOINS = {"dan", "serta", "atau"}
_LEADING = {"langsung", "oleh", "adalah", "yakni", "yaitu", "ini"}  # between a word for people and a name


@dataclass
class Evidence(Acting):
    """The evidence for candidates among one article's items."""

    def rule(self, c: Candidate) -> str:
        """The rule that makes a candidate a person, "" for none."""
        if self.ground.holds(c) or fold(c.form) in changes().replacement or self._medium(c):
            return ""
        if c.doubtful:
            return "degree" if c.degree else ""
        if not (c.honorific or c.degree) and self._thing(c):
            return ""
        if self._apposed(c) or (c.size == 1 and self.items[c.first].kind == "titles"):
            return ""  # also "Tuan Imum Masjid Raya"
        if c.honorific:
            return "title"
        group = begins_group(c.words[0], self.language.given_names)
        if group and (c.size == 1 or c.form.startswith("Cabang ")):
            return ""
        if self._role_before(c.titled) and not self._house(c) and not self._short(c) and not group:
            return "role"
        if c.degree:
            return "degree"
        if self._role_after(c):
            return "role-after"
        if self._says(c):
            return "says"
        return changed(self.items, c) or self._weak(c)

    def _weak(self, c: Candidate) -> str:
        cue = self._cue(c)
        cued = cue and (c.size > 1 or cue in {"named", "social", "part"} or self._undergone(c))
        if cued or self._called_so(c) or self._enthroned(c):
            return "cue"
        if self._numbered_pair(c):
            return "numbered"
        if self._from_body(c) or self._sent_by_body(c):
            return "from"
        if self._public_after(c) or (past_position(self.items, c.after) > c.after and self._sure(c)):
            return "cue"
        if self._byline(c):
            return "byline"
        if (
            c.size > 1
            and self._named(c)
            and c.words[0] not in self.words.things
            and self.before(c).lower() not in {"dari", "asal"}
        ):
            return "given"
        return "acts" if self._acts(c) else ""

    def _medium(self, c: Candidate) -> bool:
        """Whether a word is the name of the site itself: "yang diterima Netizenku" on netizenku.com."""
        return len(c.form) > 4 * c.size and not c.honorific and self.site.startswith(squash(c.form))

    def _apposed(self, c: Candidate) -> bool:
        """ "Dg. Nappa, juru kunci Balla Lompoa, …": unlisted words that only say who somebody before them is."""
        cue, comma, closing = self._item(c.titled - 1), self._item(c.titled - 2), self._item(c.after)
        if c.honorific or c.degree or cue is None or comma is None or closing is None or self._class(cue) != "social":
            return False
        named = c.titled > 2 and self.items[c.titled - 3].kind in {"cap", "titles"}
        known = self.language.given_names.isdisjoint(c.words)
        return comma.text == closing.text == "," and named and known

    def _thing(self, c: Candidate) -> bool:
        """Whether a run says itself that it names a thing: "Toko Sinar Jaya"; not "Tari Wulandari"."""
        word = c.words[0]
        return word in self.words.things and word not in self.language.given_names and word != "sang"

    def _undergone(self, c: Candidate) -> bool:
        """Whether one word behind a verb of doing is a person: a plain name, or any unlisted word behind a passive."""
        word = c.words[0]
        undergone = self.before(c).lower().startswith("di") or self.before(c) in {"datang", "tampil", "muncul"}
        return self._plain_name(word) or (undergone and word not in self.language.common)

    def _named(self, c: Candidate) -> bool:
        given = self.language.given_names
        return c.words[0] in given or c.words[-1] in given or not name_words().lineage.isdisjoint(c.words[1:])

    def _role_before(self, at: int) -> bool:
        k = self._clause_start(at - 1)
        glue = links = 0
        while (k := before_position(self.items, k)) >= 0:
            item = self.items[k]
            if item.kind == "post":
                return self._takes_name(item, glue) and not self._held(k)
            if item.text in self.words.glue and glue < 2:
                glue += 1
            elif links < 3 and (self._links(item) or (item.kind == "region" and k == at - 1)):
                links += 1  # also "Ketua Partai X | Nisel | Nama"
            else:
                return False
            k -= 1
        return False

    def _links(self, item: Item) -> bool:
        """Whether a word ties a role to the name behind it; "Operator Sidalih, Nama" has a system between."""
        return (
            item.kind in {"num", "statuses"}
            or item.text.lower() in self.words.links
            or fold(item.text) in self.words.systems
        )

    def _clause_start(self, k: int) -> int:
        """Before "dari pasangan perseorangan," or "dari Partai X" behind a role; ``k`` itself where no such clause ends."""
        if (
            k > 1
            and self.items[k].kind == "body"
            and self.items[k - 1].text == "dari"
            and self.items[k - 2].kind == "post"
        ):
            return k - 2
        if k < 1 or self.items[k].text != ",":
            return k
        for n in range(k - 1, max(0, k - 8), -1):
            item = self.items[n]
            if item.text in {"dari", "unsur", "asal"} and self.items[n - 1].kind == "post":
                return n - 1
            if item.kind in {"post", "person", "break"} or item.text in {".", ",", ";"}:
                break
        return k

    def _house(self, c: Candidate) -> bool:
        """Whether a run behind the head of a school or hospital names the house: "Direktur RSUD Depati Hamzah, dr. Astri"."""
        before, comma, title = self._item(c.titled - 1), self._item(c.after), self._item(c.after + 1)
        body = getattr(before.value, "body", None) if before is not None else None
        housed = isinstance(body, BodyMention) and body.kind in {"health", "school", "education", "firm", "prison"}
        titled = comma is not None and comma.text == "," and title is not None and title.kind == "titles"
        return housed and not c.degree and titled

    def _short(self, c: Candidate) -> bool:
        """One unlisted word that stands for what the role is of: "Wali Kota (Pilwako)", "Rektor Unsoed, Prof. Sarno".

        So a run that begins with an ordinary word, before a comma and a name: "General Manager Pupuk Kujang, Ade".
        """
        if c.size > 1 and not c.honorific and self.language.is_plain(c.words[0]):
            comma, holder = self._item(c.after), self._item(c.after + 1)
            one = c.titled > 0 and self.items[c.titled - 1].kind == "post"
            return one and comma is not None and comma.text == "," and holder is not None and holder.kind == "cap"
        if c.size > 1 or c.honorific or c.degree or self._plain_name(c.words[0]):
            return False
        following = self._item(c.after)
        if following is not None and following.capital and following.kind in {"venues", "levels"}:
            return True  # "Direktur Polnep Kampus Mempawah"
        before, after, title = self._item(c.titled - 1), self._item(c.after), self._item(c.after + 1)
        if before is None or after is None:
            return False
        if before.text == "(" and after.text == ")":
            phrase = getattr(self._item(c.titled - 2), "value", None)
            own = phrase.body if isinstance(phrase, RolePhrase) else None
            return isinstance(phrase, RolePhrase) and (own is None or made_of(squash(c.form), squash(own.name)))
        titled = title is not None and title.kind == "titles" and any(e.frame != "suffix" for e in title.entries)
        station = (
            isinstance(before.value, RolePhrase) and before.value.frame == "place"
        )  # "Kalapas Batu | Nusakambangan, Sarno"
        named = station and title is not None and title.kind == "cap" and self._ended(c.after + 2)
        return before.kind == "post" and after.text == "," and (titled or named)

    def _ended(self, at: int) -> bool:
        """Whether a further name word and a comma stand at an item."""
        second, comma = self._item(at), self._item(at + 1)
        return second is not None and second.kind == "cap" and comma is not None and comma.text == ","

    def _held(self, k: int) -> bool:
        """Whether the post at ``k`` has its holder before it: "Imam selaku Koordinator Suara Merdeka Solo | Raya"."""
        tie, holder = self._item(k - 1), self._item(k - 2)
        return tie is not None and tie.text in {"selaku", "sebagai"} and holder is not None and holder.kind == "cap"

    def _takes_name(self, item: Item, glue: int) -> bool:
        phrase = item.value
        assert isinstance(phrase, RolePhrase)
        bare = phrase.body is None and phrase.division is None
        return not (bare and glue and not item.capital)  # "staf, Nama" is a list of kinds, not a holder

    def _role_after(self, c: Candidate) -> bool:
        """ "A selaku Ketua X", "A, Sekretaris X", "A (Divisi Hukum)", "A yang juga anggota X", "A Ketua X"."""
        at = past_position(self.items, c.after)
        words: list[str] = []
        while (item := self._item(at)) is not None and len(words) < 5 and item.text.lower() in self.words.behind:
            words.append(item.text.lower())
            at += 1
        if item is None:
            return False
        if item.kind != "post":
            return words == ["("] and item.text.lower() == "divisi"
        phrase = item.value
        assert isinstance(phrase, RolePhrase)
        if not words:
            former = phrase.status == "former" and self.text[phrase.start].islower()
            stated = (
                (phrase.body is not None and phrase.body.specific) or phrase.division is not None
            ) and item.capital
            return c.size > 1 and (former or stated) and not self._names_someone(at + 1)
        if words == [","]:
            return not self._names_someone(at + 1)
        if words in (["-"], ["–"]) and c.size == 1 and not self._plain_name(c.words[0]):
            return False  # the paper in a dateline: "AMBON, Suaramaluku – Ketua KPU"
        return bool(self.words.ties & set(words)) or c.size > 1

    def _names_someone(self, at: int) -> bool:
        """Whether a role phrase is followed by its own holder ("A, Sekretaris B")."""
        item = self._item(at)
        if item is None:
            return False
        if item.text == "," or item.kind == "titles":
            nxt = self._item(at + 1)
            return item.kind == "titles" or (nxt is not None and nxt.kind == "titles")
        return item.kind == "cap" and fold(item.text) not in self.language.common

    def _says(self, c: Candidate) -> bool:
        before, after = self._item(c.titled - 1), self._item(c.after)
        if before is not None and (
            fold(before.text) in self.sayings.bare
            or fold(before.text) in self.sayings.passive
            or fold(before.text) == "menurut"
        ):
            return True
        if before is not None and before.text == "," and self._told_behind(c):
            return True
        if after is not None and after.text == ",":
            after = self._item(c.after + 1)
            if after is not None and after.text.islower() and fold(after.text) not in self.sayings.active:
                after = self._item(c.after + 2)  # "Petugas PPS, Sahrul, lantas menjelaskan …"
        return after is not None and fold(after.text) in self.sayings.active and self._sure(c)

    # ------------------------------------------------------------ cue words

    def _cue(self, c: Candidate) -> str:
        at = c.titled - 1
        before, listing = self._item(at), self._item(at - 1)
        if before is not None and before.text == ":" and listing is not None and listing.kind == "body":
            return "part"  # "PPK Kecamatan Ganra: Hasnawati, …"
        while before is not None and (before.kind == "num" or before.text == ")"):  # "ialah 1) Nama"
            at -= 1
            before = self._item(at)
        if before is None:
            return ""
        if before.text in {":", ",", "|"} or before.text.lower() in _LEADING:
            earlier = self._item(at - 1)
            cls = self._class(earlier) if earlier is not None else ""
            if cls and (before.text != "," or cls in {"social", "part"}):
                return cls
            if earlier is not None and earlier.text == "nya" and self._item(at - 2) is not None:
                return "part" if self.items[at - 2].text == "-" else ""  # "mengutus LO-nya, Hendrik"
            if before.text == "," and self._public_before(at - 1, closed=self._closed(c)):
                return "social"
        if before.text in {"tempat", "kursi"} and at and self._class(self.items[at - 1]) == "agent":
            return "agent"  # "mengisi tempat T. Zulkarnaini"
        return self._class(before) or self._task(at)

    def _task(self, at: int) -> str:
        """ "Petugas apel, Krisna", "pemimpin barisan Suyatno": a word for one of those there, and what they do."""
        if self.items[at].text == ",":
            at -= 1
        word, person = self._item(at), self._item(at - 1)
        if word is None or person is None or word.capital or word.kind not in {"word", "events", "divisions", "cues"}:
            return ""
        cls = self._class(person)
        return cls if cls in {"part", "social"} and _names(word) and word.text not in self.words.joining else ""

    def _closed(self, c: Candidate) -> bool:
        """Whether a comma closes the name, and the sentence goes on: no list of names."""
        comma, on = self._item(c.after), self._item(c.after + 1)
        goes_on = on is not None and on.text[:1].islower() and on.text not in _JOINS
        return goes_on and comma is not None and comma.text == ","

    def _public_before(self, at: int, *, closed: bool) -> bool:
        """ "warga Desa Sukamaju, Sarno": a word for one of the public, and where they are from, before the comma; for one
        who takes part only where the name is ``closed`` by another comma ("saksi Partai X, Sarno, menolak")."""
        for k in range(at, max(-1, at - 8), -1):
            item = self.items[k]
            if self._class(item) == "social" or (closed and k < at and self._class(item) == "part"):
                # not "Minah, warga Desa Bekerah, Siosar", whose name stands before
                return not (k > 1 and self.items[k - 1].text == "," and self.items[k - 2].kind == "cap")
            near = item.kind in {"levels", "region", "cap", "venues", "num", "body", "agencies"}
            told = item.kind in {"word", "events", "divisions", "elections"} and k > 0
            near = near or (told and (bool(self._class(self.items[k - 1])) or (closed and _names(item))))
            if not near and item.text.lower() not in self.words.public:
                return False
        return False

    def _public_after(self, c: Candidate) -> bool:
        """ "Sarno (52), warga", "Sarno, pemilih di TPS 3", "Sarno (52)": who a person is, or their age, behind the name."""
        at = c.after
        opening, age, closing = self._item(at), self._item(at + 1), self._item(at + 2)
        if opening is not None and opening.text == "(" and age is not None and self._class(age) == "social":
            return c.size > 1 and not age.capital
        if opening is not None and opening.text == "(" and age is not None and age.kind == "num":
            years = age.text.isdigit() and 9 < int(age.text) < 110
            return years and closing is not None and closing.text in {")", "tahun", "th"}
        if opening is None or opening.text != "," or age is None or age.capital:
            return False
        if age.kind == "num" and closing is not None and closing.text in {",", "tahun"}:
            return age.text.isdigit() and 9 < int(age.text) < 110
        if age.text in self.words.counts and closing is not None:
            age = closing
        cls = self._class(age)
        someone = cls == "social" or (cls == "part" and age.text not in self.words.listing | self.words.links)
        return (someone or age.text in self.words.sent) and (
            c.words[0] in self.language.given_names or c.words[0] not in self.language.common
        )

    def _told_behind(self, c: Candidate) -> bool:
        """ "“…,” sesal perwakilan PPDI Pati, Anwar": a verb right behind a quote, who somebody is, a comma and the name."""
        for k in range(c.titled - 2, max(1, c.titled - 12), -1):
            item = self.items[k]
            if item.kind in {"punct", "break", "person"}:
                return False
            if fold(item.text) in self.sayings.bare:
                return k < c.titled - 2 and self.items[k - 1].text in _CLOSING and not self._ordinary(c)
        return False

    def _ordinary(self, c: Candidate) -> bool:
        return c.words[0] in self.language.common or squash(c.form) in self.ground.districts

    def _called_so(self, c: Candidate) -> bool:
        """ "Awaluddin, yang akrab disapa Awal, …": a familiar form behind a name."""
        words = [item.text.lower() for item in self.items[c.after : c.after + 4]]
        return words[:2] == [",", "yang"] and not self.words.familiar.isdisjoint(words[2:])

    def _enthroned(self, c: Candidate) -> bool:
        """ "Depati Muaro Langkap (Aswardi Kamil)", "Jaro Tangtu Cikeusik, Alim": behind an old office and its land."""
        k = c.titled - 2
        while k > 0 and c.titled - k < 6 and self.items[k].kind in {"cap", "region", "levels"}:
            if fold(self.items[k].text) in name_words().offices:
                return self.before(c) in {",", "("}
            k -= 1
        return k == 0 and self.before(c) in {",", "("} and fold(self.items[k].text) in name_words().offices

    def _numbered_pair(self, c: Candidate) -> bool:
        """ "nomor urut 2 Roy Roring", "Paslon 01, Deni Asra", "Teradu II, Sarno", "3. Agil Saeni : 2.266 suara"."""
        if counted(self.items, c.titled, c.after):
            return c.size > 1 or not (c.words[0] in self.language.common or c.form in body_words().short_parties)
        at = c.titled - 1
        if self.before(c) in {",", ":", "(", "yakni", "yaitu"}:
            at -= 1
        number, word = self._item(at), self._item(at - 1)
        if number is None or word is None or word.text.lower() not in self.words.numbered:
            return False
        counted_out = number.kind == "num" or number.text.lower() in self.words.numerals
        return counted_out or not set(number.text) - set("IVX")

    def _from_body(self, c: Candidate) -> bool:
        after, body = self._item(c.after), self._item(c.after + 1)
        if after is None or body is None:
            return False
        if after.text == "(" and body.kind == "body":
            closing = self._item(c.after + 2)
            return closing is not None and closing.text == ")" and self._sure(c)
        if after.text != "dari":  # "anggota PPK: A untuk PPK X"
            return after.text == "untuk" and getattr(body.value, "kind", "") == "adhoc"
        return body.kind == "body" or (self._sure(c) and body.text.lower() in self.words.origin)

    def _sent_by_body(self, c: Candidate) -> bool:
        """ "perwakilan AJI Hermawan": somebody whom the body before the name sent."""
        body, word = self._item(c.titled - 1), self._item(c.titled - 2)
        if body is not None and word is not None and body.text == "(" and isinstance(word.value, BodyMention):
            return word.value.rule == "bodies.region-list"  # "Ketua KPU Kabupaten X (A), Kabupaten Y (B)"
        sent = body is not None and body.kind == "body" and word is not None and word.text.lower() in self.words.sent
        return sent and self._sure(c)

    def _byline(self, c: Candidate) -> bool:
        plain = (
            not any(word in self.language.common for word in c.words) and squash(c.form) not in self.ground.districts
        )
        return signed(self.items, c, named=self._named(c), plain=plain)


def _names(word: Item) -> bool:
    """Whether a word in small letters rather names something: no verb by its beginning."""
    return word.text[:1].islower() and not (word.text.startswith(("me", "ber", "di", "ter")) and len(word.text) > 4)
