"""Who holds which post: role phrases joined to the people beside them, and to a body where the text leaves it out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from kpugraph.facts.delegates import is_class
from kpugraph.facts.handovers import Handover, handovers
from kpugraph.facts.post_merging import merge
from kpugraph.facts.post_words import words
from kpugraph.facts.role_lists import in_brackets, in_order, of_each, replaced_in_order
from kpugraph.facts.successions import EVERYDAY
from kpugraph.facts.ticket_posts import TicketPosts
from kpugraph.facts.turns import turns
from kpugraph.facts.wishes import NOT, is_over, is_unreal
from kpugraph.model import BodyMention, PostFact, RolePhrase
from kpugraph.text import sentence_at


@dataclass
class PostReader(TicketPosts):
    """Makes the post facts of one article from its items."""

    _held: set[int] = field(default_factory=set)  # people who stand behind a role of their own
    _behind: set[int] = field(default_factory=set)  # roles that stand behind their holders

    def read(self) -> list[PostFact]:
        """The posts in text order, one per person, role and body."""
        at = 0  # behind the pair read last
        for i in self.outline.valued:
            if i < at or self.items[i].kind != "post":
                continue
            pair = self.pairs.joined(i)
            if pair is not None:
                at = pair[0]
                for found in pair[1]:
                    self.add_pair(found, "posts.pair")
            else:
                self._read_role(i)
        for handover in handovers(self.items):
            self._hand_over(handover)
        for k in self.outline.valued:
            bodied = self.items[k].kind == "body" and k < len(self.items) - 2
            listed = self.holders.members(k) if bodied else None
            if listed is not None:
                for person in listed[1]:
                    if not self._told(person, listed[0]):
                        self.add(listed[0], k, person, "posts.members-list")
        self.by_place()
        self.in_charge()
        self.divided()
        self.inducted()
        self.for_bodies()
        self.leading()
        self.beside_chair()
        self.others()
        self.chaired()
        self.tickets()
        self.deputies()
        self.successions()
        self.own_seats()
        return merge(self.facts)

    # ------------------------------------------------------------ one role

    def _read_role(self, i: int) -> None:
        phrase = self.phrase(i)
        if i in self.chained or self.holders.absent(i) or self.pairs.of_tickets(i) or is_unreal(self.items, i):
            return
        if is_class(self.items, i) or self._in_order(i) or self._as_successor(i):
            return
        if phrase.body is None and phrase.division is None and (second := self._merged(i)) is not None:
            phrase = replace(phrase, body=second)
        member = self._membership(i, phrase)
        if member is not None:
            phrase = replace(phrase, body=self.phrase(member).body)
        phrase = self._elected_with(i, phrase)
        back, between = self.holders.backward(i, phrase)
        further = between == ["juga", ","] and i + 1 < len(self.items) and self.items[i + 1].kind == "person"
        loose = between in ([","], []) or further  # "Kasdim X A, juga Kalapas Y B"
        if between in (["kini", ","], ["sekarang", ","]) and back and not self._apposed(back[0]):
            back = []  # only of one whose former post stands before the name: "Koordinator X, A, kini Ketua Y"
        tied = bool(back) and not loose
        people, how = ([], "") if tied else self._behind_role(i, phrase)
        if back and people and self._of_the_first(i, back[0], between, people[0], how):
            people = []
        if people:
            self._name_holders(i, phrase, people, how)
        elif back and (not (loose and back[0] in self._held) or self._explained(i, phrase, back[0])):
            self._name_before(i, phrase, back, between, member)
        elif back and (own := self._of_member(i, phrase, back[0])) is not None:
            self.add(replace(phrase, body=own), i, back[0], "posts.name-role")
        elif not back and not self._share(i, phrase):
            self._apart(i, phrase)

    def _apart(self, i: int, phrase: RolePhrase) -> None:
        """The role at ``i`` has nobody beside it: its holders are counted off or listed further on, or told of before."""
        if phrase.status == "candidate" and (named := self.holders.among(i)):
            for k in named:
                self.add(phrase, i, k, "posts.among")
            return
        if not self.holders.plural(i, phrase):
            self._taken_up(i, phrase)
            return
        counted = [(k, "posts.counted-off") for k in self.holders.counted_off(i)]
        for k in self.holders.replaced_by([k for k, _ in counted]) if counted else []:
            self.add(replace(phrase, status="former"), i, k, "posts.predecessor")
        for k, rule in counted or [(k, "posts.listed-below") for k in self.holders.listed_below(i)]:
            term = self.holders.bracketed_term(k) if phrase.period is None else None
            self.add(replace(phrase, period=term) if term else phrase, i, k, rule)

    def _name_before(
        self, i: int, phrase: RolePhrase, back: Sequence[int], between: Sequence[str], member: int | None
    ) -> None:
        """The role at ``i`` is that of the people before it."""
        if (NOT & set(between) and "lagi" not in between) or ("belum" in between and "genap" not in between):
            return
        if words().runs & set(between) and phrase.status != "candidate":  # "A mendaftar sebagai anggota PPK X"
            return
        moved = "lagi" in between or {"jabatan", "dari"} <= set(between)
        moved = moved or ("dari" in between and bool(words().moves & set(between)))
        opening = [item.text for item in self.items[max(0, back[0] - 2) : back[0]]]  # "Sebelum ini A adalah Camat X"
        moved = moved or opening == ["Sebelum", "ini"] or bool({"Sebelumnya", "Dulu", "Semula"} & set(opening))
        left = moved or bool((words().past | words().resigning) & set(between))
        status = "former" if left else phrase.status
        status = "elected" if status == "current" and self._voted(phrase, back[0]) else status
        if words().coordinates & set(between) and phrase.role == "Anggota" and phrase.division is not None:
            phrase = replace(phrase, role="Ketua Divisi")
        self._behind.add(i)
        everyone = bool(words().counters & set(between))  # "A dan B yang keduanya adalah anggota X"
        rule = EVERYDAY if "sehari" in between else "posts.name-role"
        for k in [k for k in back if everyone or k == back[-1] or k not in self._held]:
            self.add(replace(phrase, status=status), i, k, rule)
            if member is not None:
                self.add(self.phrase(member), member, k, "posts.shared")
                self.chained.add(member)
            else:
                self.also(i, phrase, k)
                self.besides(i, phrase, k)
                if status == "former":
                    self.then(i, k)

    def _elected_with(self, i: int, phrase: RolePhrase) -> RolePhrase:
        """ "menetapkan A sebagai Bupati dan B sebagai Wakil Bupati X terpilih": the first is elected as the second is."""
        if phrase.status != "current" or not i or self.items[i - 1].text.lower() != "sebagai":
            return phrase
        for item in self.items[i + 1 : i + 6]:
            other = item.value
            if isinstance(other, RolePhrase):
                told = other.role == f"Wakil {phrase.role}" and other.status == "elected"
                return replace(phrase, status="elected", body=other.body, period=other.period) if told else phrase
        return phrase

    def _apposed(self, k: int) -> bool:
        """ "Koordinator X, A, kini Ketua Y": whether the one at ``k`` has been told of before the comma at the name."""
        return k in self._held or (k > 1 and self.items[k - 1].text == ",")

    def _behind_role(self, i: int, phrase: RolePhrase) -> tuple[list[int], str]:
        """Who stands behind a role; nobody where the next clause goes on: "… anggota KPU X, Sayuni mengatakan"."""
        people, how = self.holders.forward(i, phrase)
        return ([], "") if people and how == "," and self._goes_on(people[0]) else (people, how)

    def _goes_on(self, k: int) -> bool:
        """Whether the short name of one whose post the text gave before is the subject of a verb of saying."""
        person = self.person(k)
        if person is None or person.form == person.name or not any(f.person == person.name for f in self.facts):
            return False
        return k + 1 < len(self.items) and self.items[k + 1].text.lower() in self.sayings.active

    def _explained(self, i: int, phrase: RolePhrase, k: int) -> bool:
        """ "Anggota Majelis, yakni A, anggota KPU X, dan B": a further role that says who the one so introduced is."""
        specific = phrase.body is not None and phrase.body.specific
        if phrase.status == "former" and specific and i + 1 < len(self.items):
            return self.items[i + 1].text in {",", "."}  # "Bupati terpilih A, mantan Camat X, melayat"
        closed = i + 1 < len(self.items) and self.items[i + 1].text in {",", ";", "."}
        led = k > 0 and self.items[k - 1].text.lower() in {"yakni", "yaitu", "ialah"}
        return specific and closed and led and self.text[phrase.start].islower()

    def _of_member(self, i: int, phrase: RolePhrase, k: int) -> BodyMention | None:
        """ "Anggota KPU X A, Koordinator Divisi Y, memimpin": the body of the member whose division the next role tells."""
        before = next(
            (v for n in range(k - 1, max(-1, k - 3), -1) if isinstance(v := self.items[n].value, RolePhrase)), None
        )
        ended = i + 1 < len(self.items) and self.items[i + 1].text in {",", "."}
        member = before is not None and before.role == "Anggota" and before.division is None
        told = phrase.role in {"Ketua Divisi", "Anggota"} and phrase.division is not None and phrase.body is None
        return before.body if before is not None and member and told and ended else None

    def _voted(self, phrase: RolePhrase, k: int) -> bool:
        """ "terpilih A dan B sebagai anggota DPRD X": not yet in the parliament, by the verb right before the list."""
        parliament = phrase.body is not None and phrase.body.kind == "parliament"
        return parliament and any(item.text.lower() == "terpilih" for item in self.items[max(0, k - 2) : k])

    def _as_successor(self, i: int) -> bool:
        """ "B menggantikan A [dan D menggantikan C] sebagai ROLE", "A digantikan B sebagai ROLE": whether such a change
        stands before ``i``; it is read then."""
        if i < 4 or self.items[i - 1].text.lower() not in {"sebagai", "selaku"}:
            return False
        number = sentence_at(self.sentences, self.items[i].start)
        start = self.sentences[number].start if number >= 0 else 0
        among = range(bisect_left(self.items, start, key=attrgetter("start")), i)
        changed = turns(self.items[:i], among)
        found = [(t.comes, t.leaves) for t in changed if t.comes is not None and t.leaves is not None]
        found = [pair for pair in found if self.items[min(pair)].start >= start]
        found = found if found and i - 2 in found[-1] else replaced_in_order(self.holders, i)
        for comes, leaves in found:
            self.add(self.phrase(i), i, comes, "posts.successor")
            self.add(replace(self.phrase(i), status="former"), i, leaves, "posts.predecessor")
        return bool(found)

    def _in_order(self, i: int) -> bool:
        """ "Ketua dan Anggota KPU X, A, B dan C": whether the roles of such a list begin at ``i``; then they are read."""
        each = of_each(self.holders, i) or in_brackets(self.holders, i)
        for body, person in each:
            self.add(replace(self.phrase(i), body=body), i, person, "posts.of-each")
            self._held.add(person)
        if each:
            return True
        several = in_order(self.holders, i)
        last = self.phrase(several[-1][0]) if several else None
        for at, person in several:
            phrase = self.phrase(at)
            if last is not None and last.body is not None and phrase.body is None:
                phrase = replace(phrase, body=last.body)
            self.add(phrase, at, person, "posts.in-order")
            self._held.add(person)
            self.chained.add(at)
        return bool(several)

    def _merged(self, i: int) -> BodyMention | None:
        """ "selaku Ketua merangkap Anggota Bawaslu X": the body that the second of two joined roles names."""
        if i + 2 >= len(self.items) or self.items[i + 2].kind != "post":
            return None
        joined = self.items[i + 1].text.lower() in words().joined
        body = self.phrase(i + 2).body
        return body if joined and body is not None and body.specific else None

    def _membership(self, i: int, phrase: RolePhrase) -> int | None:
        """ "Ketua Divisi SDM, Anggota KPU Provinsi X": the role behind a division that names the body of both."""
        if phrase.division is None or phrase.body is not None:
            return None
        k = i + 2 if i + 1 < len(self.items) and self.items[i + 1].text == "," else i + 1
        if k >= len(self.items) or self.items[k].kind != "post":
            return None
        second = self.phrase(k)
        return k if second.role == "Anggota" and second.body is not None and second.division is None else None

    def _of_the_first(self, i: int, k: int, between: Sequence[str], behind: int, how: str) -> bool:
        """ "A, Ketua X, B, Sekretaris Y": each role stands behind its holder; so where the second begins another line."""
        if any(item.kind == "break" for item in self.items[i:behind]):
            return True
        return how.startswith(",") and self._leans_back(i, k, between)

    def _leans_back(self, i: int, k: int, between: Sequence[str]) -> bool:
        """Whether a role between two people is the first one's: directly behind the name, or as the roles before it."""
        if between == [] and self.text[self.items[i].start].islower():  # "A akademisi X, B": lists of the press
            return True
        if k in self._held:
            return False
        before = self.items[k - 1].text if k else ""
        if before.lower() == "mendampingi" or self._roles_first(i):  # "Turut mendampingi A, Ketua X, B"
            return False
        return between == [] or before != "," or k - 2 in self._behind

    def _roles_first(self, i: int) -> bool:
        """ "Bersama A, Kasubbag X, B, dan Sekretaris Y, C": whether behind the next name "dan" leads to another role."""
        k = next((n for n in range(i + 1, min(i + 5, len(self.items))) if self.items[n].kind == "person"), 0)
        behind = self.items[k + 1 : k + 4] if k else []
        told = [item for item in behind if item.text != ","]
        return len(told) > 1 and told[0].text in {"dan", "serta"} and told[1].kind == "post"

    def _name_holders(self, i: int, phrase: RolePhrase, people: Sequence[int], how: str) -> None:
        clause = {item.text.lower() for item in self.items[i + 1 : people[0]]}
        told = clause.union(how.split())
        gone = not (words().outgoing.isdisjoint(told) and words().resigning.isdisjoint(told))
        if gone or is_over(self.items, i):
            phrase = replace(phrase, status="former")
        rule = "posts.role-name" if len(people) == 1 else "posts.role-list"
        for k in people:
            if self._chair_of_list(k, phrase):
                continue
            if self._kin(i, k):
                continue
            division = self.holders.bracketed_division(k) if phrase.division is None else None
            if phrase.period is None and (term := self.holders.bracketed_term(k)) is not None:
                self.add(replace(phrase, period=term), i, k, rule)
                continue
            self.add(replace(phrase, division=division) if division else phrase, i, k, rule)
            self._held.add(k)

    def _told(self, k: int, phrase: RolePhrase) -> bool:
        """Whether the one at ``k`` is known to have a post in the same body: the chair in a list of members."""
        person, body = self.person(k), phrase.body
        return any(
            person is not None and f.person == person.name and body is not None and f.body == body.name
            for f in self.facts
        )

    def _kin(self, i: int, k: int) -> bool:
        """ "Sri Wilis, istri Bupati Wilis": whether the name behind the role is read as that of the one before."""
        if i < 2 or self.items[i - 1].text.lower() not in words().kin:
            return False
        held = self.person(k)
        before = [self.person(n) for n in range(max(0, i - 4), i)]
        return held is not None and any(person is not None and person.name == held.name for person in before)

    def _chair_of_list(self, k: int, phrase: RolePhrase) -> bool:
        """ "komisioner KPU X yaitu A (Ketua), B dan C": whether brackets say that the one at ``k`` is the chair."""
        bracket = self.items[k + 1 : k + 4]
        if phrase.role not in {"Anggota", "Pimpinan"} or [item.text for item in bracket[::2]] != ["(", ")"]:
            return False
        if bracket[1].kind != "post":
            return False
        return phrase.role == "Pimpinan" or (self.phrase(k + 2).role == "Ketua" and self.phrase(k + 2).division is None)

    def _share(self, i: int, phrase: RolePhrase) -> bool:
        """ "Anggota KPU X, Ketua Divisi Y, NAMA", "Ketua sekaligus Ketua Divisi Z: NAMA": two posts of one person."""
        j = i + 1
        between: list[str] = []
        while (
            j < len(self.items)
            and len(between) < 4
            and (self.items[j].text == "," or self.items[j].text.lower() in words().chain)
        ):
            between.append(self.items[j].text.lower())
            j += 1
        if j >= len(self.items) or self.items[j].kind != "post":
            return False
        second = self.phrase(j)
        linked = bool(words().chain & set(between))
        division = phrase.role == "Anggota" and phrase.body is not None and second.division is not None
        division = division or self._membership(i, self.phrase(i)) == j
        if not linked and not (division and between in ([","], [])):
            return False
        people, how = self.holders.forward(j, second)
        if second.body is None and second.elliptical and phrase.body is not None:
            second = replace(second, body=phrase.body)
        for k in people[:1]:
            self.add(phrase, i, k, "posts.shared")
            self._name_holders(j, second, [k], how)
            self.chained.add(j)
        return bool(people)

    def _pronoun(self, i: int, phrase: RolePhrase) -> int | None:
        """ "A bukan orang baru, sebab ia Ketua KPU X", "A tiba. Sebelumnya ia Kabag Y": the one person before the pronoun."""
        at = i - 1
        while at > 0 and self.items[at].text.lower() in words().backward - words().pronouns:
            at -= 1
        if at < 0 or self.items[at].text.lower() not in words().pronouns or phrase.body is None:
            return None
        number = sentence_at(self.sentences, phrase.start)
        start = self.sentences[number].start if number >= 0 else 0
        before = [k for k in range(at) if self.items[k].start >= start]
        people = {person.name: k for k in before if (person := self.person(k)) is not None}
        if not people and number > 0 and at - len(before) >= 0:
            before = [k for k in range(at) if self.items[k].start >= self.sentences[number - 1].start]
            people = {person.name: k for k in before if (person := self.person(k)) is not None}
        quoted = any(self.items[k].text in {"“", "”", '"'} for k in before)
        return next(iter(people.values())) if len(people) == 1 and phrase.body.specific and not quoted else None

    def _taken_up(self, i: int, phrase: RolePhrase) -> None:
        """ "A membuka bimtek. Ketua KPU X itu menekankan …": the one person of the sentence before."""
        subject = self._pronoun(i, phrase)
        if subject is not None:
            told = {item.text.lower() for item in self.items[max(subject, i - 6) : i]}
            past = bool(words().past & told)
            self.add(replace(phrase, status="former") if past else phrase, i, subject, "posts.pronoun")
            return
        following = self.items[i + 1].text.lower() if i + 1 < len(self.items) else ""
        # "tegas mantan … ini"
        said = i > 0 and self.items[i - 1].text.lower() in self.sayings.bare and phrase.body is not None
        if following not in {"itu", "tersebut", "ini"} or not (said or phrase.status == "current"):
            return
        number = sentence_at(self.sentences, phrase.start)
        if number < 1 or not (said or phrase.start - self.sentences[number].start <= 2):
            return
        before = self.sentences[number - 1].start
        people = {
            person.name: k for k in range(i) if self.items[k].start >= before and (person := self.person(k)) is not None
        }
        if len(people) == 1:
            self.add(phrase, i, next(iter(people.values())), "posts.taken-up")

    # ------------------------------------------------------------ changes of hands

    def _hand_over(self, handover: Handover) -> None:
        """A post that changes hands: held by the one who comes, formerly by the one who leaves."""
        phrase = self.phrase(handover.role)
        for k, status in ((handover.leaves, "former"), (handover.comes, phrase.status)):
            person = self.person(k) if k is not None else None
            body, _ = self.belonging.body(phrase, handover.role)
            known = {(fact.person, fact.role, fact.body) for fact in self.facts}
            if k is not None and person is not None and (person.name, phrase.role, body and body.name) not in known:
                self.add(replace(phrase, status=status), handover.role, k, "posts.handover")
