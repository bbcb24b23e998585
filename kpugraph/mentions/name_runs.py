"""What shows that a run of capitals names a place, a list of places or an address, and nobody."""

from __future__ import annotations

from collections.abc import Container, Sequence

from kpugraph.language import Language, squash
from kpugraph.mentions.items import Item
from kpugraph.model import RolePhrase
from kpugraph.name_words import EvidenceWords, NameWords
from kpugraph.text import fold

_SHORT_NAME = 5  # letters: an unlisted word of no more is likelier a name than a place
_BEFORE = {"honorific", "degree", "rank"}  # titles that stand before a name
_LEVELS = {"district", "village", "regency", "city", "province"}


def among_places(items: Sequence[Item], at: int, words: EvidenceWords) -> bool:
    """ "enam kecamatan, yakni Mertoyudan, …": a list of districts or villages begins before the name.

    ``at`` is the item before the name, where only a cue for a list speaks of places.
    """
    if at < 0 or items[at].text.lower() not in words.listing:
        return False
    for k in range(at - 1, max(-1, at - 8), -1):
        item = items[k]
        if item.kind == "levels" and item.entries[0].frame in _LEVELS:
            return not item.capital
        if item.text.lower() in words.does | words.suffered:
            return False  # "wakil dari dua desa hadir, yakni Sarno"
        if item.kind == "cap" and k and items[k - 1].kind == "levels":  # "Kecamatan Matur yaitu Koto Tuo"
            opens = k == 1 or items[k - 2].kind in {"punct", "break"}
            return opens and items[k - 1].entries[0].frame in _LEVELS
        cue = item.entry("cues")
        if item.kind in {"post", "person", "break", "cap", "body"} or item.text in {".", ";"} or (cue and cue.frame):
            return False
    return False


def behind_level(items: Sequence[Item], at: int) -> bool:
    """ "dari Desa Les, Cempaga, Dapdap Putih": a list that begins behind a word for its level; ``at`` is before the name.

    Somebody behind one place is none of it: "warga Desa Sukamaju, Sarno".
    """
    marks = 0
    while at > 0 and items[at].text in {",", "dan"}:
        marks += 1
        k = at - 1
        while k >= 0 and items[k].kind in {"cap", "region"} and at - k < 4:
            k -= 1
        if k == at - 1 or k < 0:
            return False
        if items[k].kind == "levels":
            level = items[k].entries[0].frame in {"village", "district"} and items[k].capital
            public = k > 0 and (cue := items[k - 1].entry("cues")) is not None and cue.frame == "social"
            return level and not public and marks > 1
        at = k
    return False


def site(items: Sequence[Item], j: int) -> bool:
    """Whether an address goes on behind the run: "Portalku.com"."""
    if j + 1 >= len(items) or items[j].text != "." or items[j].start != items[j - 1].end:
        return False
    return items[j + 1].start == items[j].end and items[j + 1].text.islower()


def then(items: Sequence[Item], first: int, words: tuple[str, ...]) -> bool:
    """ "Lalu Andrian menjelaskan": at the start of a sentence, before one word, it is "then" and no title of Lombok."""
    starts = first == 0 or items[first - 1].text in {".", "!", "?", "”", '"'} or items[first - 1].kind == "break"
    return len(words) < 3 and words[:1] == ("lalu",) and starts


def regions(items: Sequence[Item], i: int, j: int) -> bool:
    """Whether a run is made of regions alone."""
    return all(item.kind == "region" for item in items[i:j])


def numbered_region(items: Sequence[Item], i: int, j: int) -> bool:
    """ "LPKA kelas I Martapura": a numeral and a region."""
    return j - i > 1 and items[i].text == "I" and regions(items, i + 1, j)


def spoken(items: Sequence[Item], j: int) -> bool:
    """Whether a word in capitals behind a title or an initial is one to speak: "Drs. TARYONO", "M.YUSUF", not "H. KPPS"."""
    word = items[j].text.lower()
    stop = j > 1 and items[j - 1].text == "."
    titled = j > 0 and (
        items[j - 1].kind == "titles" or (stop and (items[j - 2].kind == "titles" or len(items[j - 2].text) == 1))
    )
    return titled and len(word) > 4 and sum(letter in "aiueo" for letter in word) > 1


def owned(word: str, language: Language) -> bool:
    """Whether a word with "-nya" opens a sentence before a name: "Instrukturnya Endah"."""
    root = word.removesuffix("nya")
    return (
        len(word) > 6
        and root != word
        and word not in language.given_names
        and (root in language.common or len(word) > 8)
    )


def verbal(word: str, language: Language) -> bool:
    """Morphology of words that are no names: "Pelaksanaannya", "Mengingat"."""
    return (
        len(word) > 6
        and not word.endswith(("ullah", "illah", "allah"))
        and (
            word.endswith("kan")
            or owned(word, language)
            or (word.endswith("lah") and word[:-3] in language.common)
            or word.startswith(("meng", "meny", "memp", "memb", "menc", "mend", "ment", "menj", "diper"))
            or (word.startswith(("pe", "ke")) and word.endswith("an") and len(word) > 8)
        )
    )


def does(word: str, common: frozenset[str], given: frozenset[str], known: NameWords) -> bool:
    """Whether a word tells what somebody does or undergoes, as headlines write it: "Raih", "Dipecat", "Diperas"."""
    if word in known.verbs:
        return True
    if word.endswith("lah") and word[:-3] in known.verbs:  # "Raihlah"
        return True
    active = word.endswith("kan") or word.startswith(("me", "ber"))
    if active and len(word) > 6 and word in common:  # "Memenuhi", "Sampaikan", "Bersilaturahmi"
        return word not in given
    root = word[2:] if word.startswith("di") and len(word) > 6 else ""
    passive = bool(root) and (root in known.verbs or root in known.roots or root in common or word in common)
    return passive and word not in given


def counted(items: Sequence[Item], titled: int, after: int) -> bool:
    """Whether an item of a numbered list gives the votes of who stands there: "3. Agil Saeni : 2.266 suara"."""
    if titled < 2 or items[titled - 1].text not in {".", ")"} or items[titled - 2].kind != "num":
        return False
    votes = items[after : after + 3]
    votes = votes[1:] if votes and votes[0].text in {":", "="} else votes
    return len(votes) > 1 and votes[0].kind == "num" and votes[1].text == "suara"


def tied(items: Sequence[Item], j: int) -> bool:
    """Whether a hyphen at ``j`` ties two words, the second with a capital."""
    hyphen = j + 1 < len(items) and items[j].text == "-" and items[j - 1].end == items[j].start
    return hyphen and items[j + 1].start == items[j].end and items[j + 1].kind == "cap"


def inner_capital(item: Item) -> bool:
    """A small article that an apostrophe ties to a word of a name: "as'Ari"."""
    head, mark, rest = item.text.partition("’") if "’" in item.text else item.text.partition("'")
    return bool(mark) and len(head) < 4 and rest[:1].isupper()


def behind_throne(items: Sequence[Item], j: int, thrones: frozenset[str], towns: Container[str]) -> int:
    """Past a throne and its land, before who sits on it: "Raja Larantuka Don Martinus"."""
    if j + 2 >= len(items) or fold(items[j].text) not in thrones or items[j + 2].kind != "cap":
        return j
    land = items[j + 1].kind == "region" or squash(items[j + 1].text) in towns
    return j + 2 if land else j


def behind_station(items: Sequence[Item], j: int, given: Container[str]) -> int:
    """Past the unlisted place of a post that needs one, before a known name of two words: "Kalapas Permisan | Ahmad Hardiman"."""
    post = items[j - 1].value if j and j + 2 < len(items) else None
    if not isinstance(post, RolePhrase) or post.frame != "place" or (post.body is not None and post.body.specific):
        return j
    run = items[j : j + 3]
    named = all(item.kind == "cap" and item.text[1:].islower() for item in run)
    long = named and len(run[0].text) > _SHORT_NAME and fold(run[0].text) not in given
    return j + 1 if long and fold(run[1].text) in given else j


def before_rank(items: Sequence[Item], after: int) -> bool:
    """Whether the rank of a holder closes what a run began, an unlisted post: "Wadan Lanal Palu Mayor Laut (P) Sarno"."""
    for item in items[after : after + 4]:
        if item.kind == "titles":
            return item.entries[0].frame == "rank"
        if item.text != "/" and not (item.capital and item.kind in {"cap", "region", "body", "agencies", "num"}):
            return False
    return False


def doubled(items: Sequence[Item], last: int) -> bool:
    """Whether a run ends in the first half of a doubled word: "Pemilih Laki-laki", "Proses Arak-arakan"."""
    if last + 1 >= len(items) or items[last].text != "-" or items[last].start != items[last - 1].end:
        return False
    half = items[last + 1]
    return half.start == items[last].end and half.text.startswith(items[last - 1].text.lower()[:4])


def numbered_post(items: Sequence[Item], c: int) -> bool:
    """Whether the number of a command and its town close what a word began: "Dindim 1608 Bima"."""
    if c + 1 >= len(items) or items[c].kind != "num" or len(items[c].text) != 4:
        return False
    return items[c + 1].kind == "region" or items[c + 1].text == "/"


def letters_only(item: Item) -> bool:
    """Whether an item is single letters with stops between them: "M.P", "E. M."."""
    letters = item.text.replace(" ", "").split(".")
    return len(letters) > 1 and all(len(part) <= 1 for part in letters) and item.capital


def initial_at(items: Sequence[Item], j: int) -> bool:
    return j + 2 < len(items) and items[j + 1].text == "." and items[j + 2].kind in {"cap", "titles"}


def office_end(items: Sequence[Item], i: int, offices: Container[str]) -> int:
    """The end of an old office with its place before its holder's name: "Klian Banjar Tegeh, Made Arta"; else ``i``."""
    if not items[i].capital or fold(items[i].text) not in offices:
        return i
    end = i + 1
    while end < len(items) and items[end].capital and items[end].kind in {"cap", "region", "levels", "venues"}:
        end += 1
    held = end + 1 < len(items) and items[end].text in {",", "("} and items[end + 1].kind in {"cap", "titles"}
    return end if held else i


def introduced(items: Sequence[Item], i: int, language: Language) -> bool:
    """Whether a name of two words and a comma stands behind a role with its body: "Anggota KPU X, Muslim Aisha, …".

    A known name as its second word makes up for the comma: "Ketua KPU X, Mei Nurlaila Handayani berdialog".
    """
    if i < 2 or i + 2 >= len(items) or items[i - 1].text != ",":
        return False
    if items[i + 2].text != "," and fold(items[i + 1].text) not in language.given_names:
        return False
    post = items[i - 2].value
    stated = isinstance(post, RolePhrase) and (post.body is not None or post.division is not None)
    word, second = items[i], fold(items[i + 1].text)
    two = word.kind == items[i + 1].kind == "cap" and not word.text.isupper()
    return stated and two and second not in language.common and not verbal(fold(word.text), language)


def named(item: Item) -> bool:
    """Whether an item says that a name follows, whatever word it begins with: "siswa bernama | Bunga Lestari"."""
    return item.text == "bernama"


def hyphen(items: Sequence[Item], j: int, hyphenated: Container[str]) -> int:
    """How many items at a hyphen belong to one name: "Butar-butar", "Butar-Butar", "Al-Farabi"; any other joins two people."""
    if j + 1 >= len(items) or items[j - 1].end != items[j].start or items[j + 1].start != items[j].end:
        return 0
    left, right = items[j - 1].text, items[j + 1].text
    if right.islower():
        return 2 if right == left.lower() else 0
    return int(items[j + 1].kind == "cap" and (left == right or fold(left) in hyphenated))


def married(items: Sequence[Item], j: int) -> bool:
    """Whether the hyphen at ``j`` ties two family names of one woman: "Pdt. Meity Kandou-Lalenoh, Ketua …"."""
    tied_ = j > 1 and j + 2 < len(items) and items[j - 1].end == items[j].start and items[j + 1].start == items[j].end
    return tied_ and items[j - 2].kind == items[j - 1].kind == items[j + 1].kind == "cap" and items[j + 2].text == ","


def title_at(items: Sequence[Item], j: int) -> str:
    """The class of a title that stands before a name: honorific, degree or rank; a bare "H" is one before a name."""
    item = items[j]
    if item.text in {"H", "Hj"} and followed(items, j, {"cap"}) and len(items[j + 1].text) > 1:
        return "honorific"
    if item.kind != "titles" or not any(e.frame in _BEFORE for e in item.entries if e.cls == "titles"):
        return ""
    return next(e.frame for e in item.entries if e.cls == "titles")


def closing_letters(items: Sequence[Item], j: int, letters: Container[str], given: Container[str]) -> bool:
    """Whether two letters close a name that a known word begins: "Zulkifli AR hadir", "Mahfud MD"."""
    if items[j].text.lower() in letters or fold(items[j - 1].text) not in given:
        return False
    return j + 1 == len(items) or items[j + 1].kind in {"word", "break"} or items[j + 1].text in {",", ")", "."}


def new_sentence(items: Sequence[Item], j: int, common: Container[str]) -> bool:
    """Whether the stop behind two letters ends a sentence: "Budi MP. Kegiatan", but "Mansyur AR. Hentu"."""
    letters = items[j - 1].text
    return len(letters) == 2 and letters.isupper() and fold(items[j + 1].text) in common


def ends_sentence(items: Sequence[Item], j: int, given: Container[str]) -> bool:
    """Whether a full stop behind a short form that is a whole name too ends a sentence: "kata Siti. Ia didampingi"."""
    whole = len(items[j - 1].text) > 3 and fold(items[j - 1].text) in given
    return whole and j + 1 < len(items) and fold(items[j + 1].text) not in given


def followed(items: Sequence[Item], j: int, kinds: set[str]) -> bool:
    """Whether an item of one of the kinds stands behind ``j``."""
    return j + 1 < len(items) and items[j + 1].kind in kinds
