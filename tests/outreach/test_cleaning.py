"""Files of campaign material lose their metadata, or are refused with what has to be removed."""

import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Link, Text
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject

from palermo.accounts.states import Role
from palermo.core.refusals import Refused
from palermo.outreach.material_files import read_material_file
from palermo.outreach.models import MaterialFile
from palermo.site.typesetting import set_pdf
from tests.factories.accounts import make_user
from tests.factories.outreach import make_material
from tests.portal.filling import client_of

SECRET = b"shelter"
PERSON = "Jane at the shelter"


def photograph(form: str) -> bytes:
    """A picture that says where it was taken, followed by what a phone puts behind it."""
    exif, made = Image.Exif(), io.BytesIO()
    exif[0x010E] = PERSON
    Image.linear_gradient("L").convert("RGB").save(made, form, exif=exif, comment=PERSON, icc_profile=b"profile")
    assert SECRET in made.getvalue()
    return made.getvalue() + SECRET


def pixels(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).convert("RGB").tobytes()


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(Refused) as refused:
        read_material_file(content, name)
    return str(refused.value)


# PDF


def pdf(*, change=lambda writer: None) -> bytes:
    """A tagged page with a title, an author, a link and a photograph, and with what `change` adds."""
    template = b"#set document(title: [Not for sale])\n= Nobody is for sale"
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(set_pdf(template, "", name="words", dated=None))))
    writer.add_metadata({"/Author": PERSON, "/Subject": PERSON, "/Creator": PERSON})
    page = writer.pages[0]
    image = DecodedStreamObject()
    image.set_data(photograph("JPEG"))
    facts = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceRGB", "/Filter": "/DCTDecode"}
    image.update({NameObject(name): NameObject(value) for name, value in facts.items()})
    for name, number in (("/Width", 256), ("/Height", 256), ("/BitsPerComponent", 8)):
        image[NameObject(name)] = NumberObject(number)
    aside = DecodedStreamObject()
    aside.set_data(PERSON.encode())
    image[NameObject("/Metadata")] = writer._add_object(aside)
    shown = DictionaryObject({NameObject("/Photograph"): writer._add_object(image)})
    page["/Resources"].get_object()[NameObject("/XObject")] = shown
    private = DictionaryObject({NameObject("/Program"): writer._add_object(aside)})
    page[NameObject("/PieceInfo")] = private
    writer.add_annotation(0, Link(rect=(0, 0, 50, 50), url="https://www.un.org/"))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_a_pdf_keeps_its_page_its_tags_its_links_and_its_title_only():
    content = pdf()
    assert SECRET in content
    kept = read_material_file(content, "poster.pdf").content
    before, after = PdfReader(io.BytesIO(content)), PdfReader(io.BytesIO(kept))
    assert SECRET not in kept
    assert dict(after.metadata) == {"/Title": "Not for sale"}
    assert after.pages[0].extract_text() == before.pages[0].extract_text() == "Nobody is for sale"
    assert after.pages[0].get_contents().get_data() == before.pages[0].get_contents().get_data()
    image, was = (each.pages[0]["/Resources"]["/XObject"]["/Photograph"] for each in (after, before))
    assert pixels(image._data) == pixels(was._data)
    assert Image.open(io.BytesIO(image._data)).info["icc_profile"] == b"profile"
    assert ["/Metadata" in image, "/PieceInfo" in after.pages[0], "/StructTreeRoot" in after.root_object] == [
        False,
        False,
        True,
    ]
    assert [each.get_object()["/A"]["/URI"] for each in after.pages[0]["/Annots"]] == ["https://www.un.org/"]
    # Still said to be accessible, with the title that this asks for, and nothing else.
    xmp = after.xmp_metadata
    assert (xmp.dc_title, xmp.dc_creator, xmp.xmp_create_date) == ({"x-default": "Not for sale"}, [], None)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in after.root_object["/Metadata"].get_data()


def test_what_an_earlier_version_of_a_pdf_said_is_gone():
    first = pdf()
    second = PdfWriter(io.BytesIO(first), incremental=True)
    second.add_metadata({"/Author": "Somebody else"})
    made = io.BytesIO()
    second.write(made)
    assert made.getvalue().startswith(first)
    assert SECRET not in read_material_file(made.getvalue(), "poster.pdf").content


def comment(writer: PdfWriter) -> None:
    writer.add_annotation(0, Text(text="Who is this?", rect=(0, 0, 20, 20)))


def highlight(writer: PdfWriter) -> None:
    corners = ArrayObject([FloatObject(each) for each in (0, 0, 9, 0, 0, 9, 9, 9)])
    writer.add_annotation(0, Highlight(rect=(0, 0, 9, 9), quad_points=corners))


def sign(writer: PdfWriter) -> None:
    form = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(form)


COMMENTED = " contains comments. Delete them and upload the file again."
FILES = (
    " contains other files, for example a workbook behind a chart. Remove them, insert charts as pictures, and upload "
    "the file again."
)
SIGNED = " is signed, and the signature names a person. Upload the file without signature."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (comment, COMMENTED),
        (highlight, COMMENTED),
        (lambda writer: writer.add_attachment("names.txt", b"Jane"), FILES),
        (sign, SIGNED),
    ],
)
def test_a_pdf_with_remarks_files_or_a_signature_is_refused(change, sentence):
    assert refusal(pdf(change=change), "poster.pdf") == f"“poster.pdf”{sentence}"


def test_all_that_is_to_be_removed_is_named_at_once():
    def both(writer: PdfWriter) -> None:
        comment(writer)
        sign(writer)

    assert refusal(pdf(change=both), "a.pdf") == f"“a.pdf”{COMMENTED} “a.pdf”{SIGNED}"


# Word


def word(*, change=lambda document: None) -> bytes:
    document = Document()
    document.add_heading("Nobody is for sale", 1)
    document.add_picture(io.BytesIO(photograph("JPEG")))
    document.add_picture(io.BytesIO(photograph("PNG")))
    core = document.core_properties
    core.title, core.language, core.author, core.last_modified_by = "Not for sale", "en", PERSON, PERSON
    core.comments = core.keywords = PERSON
    session = OxmlElement("w:rsids")
    document.settings.element.append(session)
    document.paragraphs[0]._p.set(qn("w:rsidR"), "00AB12CD")
    change(document)
    made = io.BytesIO()
    document.save(made)
    return with_entries(made.getvalue())


def with_entries(content: bytes) -> bytes:
    """The file with properties of the program, of the organization, and the template that it follows."""
    source, made = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    office = "http://schemas.openxmlformats.org/officeDocument/2006"
    with zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            entry = source.read(name)
            if name == "docProps/app.xml":
                entry = f'<Properties xmlns="{office}/extended-properties"><Company>{PERSON}</Company></Properties>'
            target.writestr(name, entry)
        relation = f'<Relationship Id="rId1" Type="{office}/relationships/attachedTemplate" TargetMode="External"'
        relations = "http://schemas.openxmlformats.org/package/2006/relationships"
        target.writestr(
            "word/_rels/settings.xml.rels",
            f'<Relationships xmlns="{relations}">{relation} Target="file:///C:/shelter/normal.dot"/></Relationships>',
        )
    return made.getvalue()


def unpacked(content: bytes) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return b"".join(archive.read(name) for name in archive.namelist())


def test_a_word_file_keeps_its_text_its_pictures_and_its_title_only():
    content = word()
    assert unpacked(content).count(SECRET) >= 9
    kept = read_material_file(content, "poster.docx").content
    assert SECRET not in unpacked(kept)
    before, after = Document(io.BytesIO(content)), Document(io.BytesIO(kept))
    assert [each.text for each in after.paragraphs] == [each.text for each in before.paragraphs]
    assert [each.style.name for each in after.paragraphs] == [each.style.name for each in before.paragraphs]
    core = after.core_properties
    assert (core.title, core.language, core.author, core.modified) == ("Not for sale", "en", "", None)
    parts = after.part.package.iter_parts()
    shown = [pixels(part.blob) for part in parts if part.content_type.startswith("image/")]
    assert sorted(shown) == sorted(pixels(photograph(form)) for form in ("JPEG", "PNG"))
    names = zipfile.ZipFile(io.BytesIO(kept)).namelist()
    assert [name for name in names if name.startswith("docProps/")] == ["docProps/core.xml"]
    assert b"rsid" not in unpacked(kept)
    assert read_material_file(content, "poster.docx").content == kept


def remark(document) -> None:
    document.add_comment(document.paragraphs[0].runs, text="Who is this?", author="Jane")


def track(document) -> None:
    change = OxmlElement("w:ins")
    change.set(qn("w:author"), "Jane")
    document.paragraphs[0]._p.append(change)


def track_in_a_header(document) -> None:
    change = OxmlElement("w:del")
    change.set(qn("w:author"), "Jane")
    document.sections[0].header.paragraphs[0]._p.append(change)


def embed(document) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    document.part.relate_to(document.part.package.main_document_part, f"{office}/oleObject")


CHANGED = " contains tracked changes. Accept or reject them and upload the file again."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [(remark, COMMENTED), (track, CHANGED), (track_in_a_header, CHANGED), (embed, FILES)],
)
def test_a_word_file_with_remarks_changes_or_files_is_refused(change, sentence):
    assert refusal(word(change=change), "poster.docx") == f"“poster.docx”{sentence}"


@pytest.mark.django_db
def test_the_form_says_what_to_remove_and_nothing_is_kept():
    material, officer = make_material(status="draft"), make_user(Role.SECRETARIAT)
    upload = SimpleUploadedFile("poster.docx", word(change=remark))
    path = f"/en/acts/add-material-file/{material.slug}/"
    answer = client_of(officer).post(path, {"language": "en", "upload": upload})
    assert f"“poster.docx”{COMMENTED}" in answer.text
    assert MaterialFile.objects.count() == 0


# Films


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def track_box(handler: bytes) -> bytes:
    header = box(b"tkhd", struct.pack(">IIIII", 7, 3_000, 3_001, 1, 0), bytes(60), b"matrix")
    media = box(b"mdhd", struct.pack(">IQQII", 1 << 24, 3_002, 3_003, 600, 1_200), bytes(4))
    handled = box(b"hdlr", bytes(8), handler, bytes(12), b"Camera of the shelter\x00")
    return box(b"trak", header, box(b"mdia", media, handled, box(b"minf", b"samples")), box(b"udta", SECRET))


def mp4(*handlers: bytes) -> bytes:
    header = box(b"mvhd", struct.pack(">IIIII", 0, 3_004, 3_005, 600, 1_200), bytes(80))
    place = box(b"udta", box(b"\xa9xyz", b"+38.1157+013.3615/"), box(b"meta", SECRET))
    movie = box(b"moov", header, *(track_box(each) for each in handlers), place, box(b"meta", SECRET))
    whole = struct.pack(">I4sQ", 1, b"mdat", 16 + 7) + b"picture"
    return box(b"ftyp", b"mp42", bytes(4)) + movie + box(b"uuid", SECRET) + whole + box(b"free", SECRET)


def boxes(content: bytes) -> list[bytes]:
    """The kinds of box at the top, by their lengths."""
    found, at = [], 0
    while at < len(content):
        (size,), kind = struct.unpack(">I", content[at : at + 4]), content[at + 4 : at + 8]
        found.append(kind)
        at += struct.unpack(">Q", content[at + 8 : at + 16])[0] if size == 1 else size
    return found


def test_an_mp4_film_keeps_every_byte_in_its_place_but_metadata_and_times():
    content = mp4(b"vide", b"soun")
    kept = read_material_file(content, "film.mp4").content
    assert len(kept) == len(content)
    assert [SECRET in each for each in (content, kept)] == [True, False]
    assert b"+38.1157" not in kept
    assert boxes(kept) == [b"ftyp", b"moov", b"free", b"mdat", b"free"]
    times = [struct.pack(">I", each) for each in range(3_000, 3_006)]
    assert [each in content for each in times] == [True] * 6
    assert [each in kept for each in times] == [False] * 6
    for part in (b"picture", b"samples", b"matrix", struct.pack(">II", 600, 1_200)):
        assert (kept.find(part), kept.count(part)) == (content.find(part), content.count(part))


def test_an_mp4_film_with_a_track_of_places_is_refused():
    assert refusal(mp4(b"vide", b"meta"), "film.mp4") == (
        "“film.mp4” has a track that is neither seen nor heard and may contain places. Export it again with picture "
        "and sound only, and upload it again."
    )


DAMAGED = (
    "cannot be read: the file is damaged, or takes too much time or memory to read. Save it again in the program that "
    "created it, without embedded content, and upload it again."
)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (mp4(b"vide")[:-1], "film.mp4"),
        (b"\x1aE\xdf\xa3\x84webm" + b"\x12\x54\xc3\x67\x90shelter", "film.webm"),
        (b"ID3\x04\x00\x00\x00\x00\x7f\x7fshelter", "spot.mp3"),
        (b"OggS" + bytes(22) + b"\x01\x40shelter", "spot.ogg"),
    ],
)
def test_a_file_that_ends_too_early_is_refused(content, name):
    assert refusal(content, name) == f"“{name}” {DAMAGED}"


def element(name: str, *parts: bytes, unknown: bool = False) -> bytes:
    content = b"".join(parts)
    size = b"\x01" + b"\xff" * 7 if unknown else (0x4000 | len(content)).to_bytes(2)
    return bytes.fromhex(name) + size + content


@pytest.mark.parametrize("unknown", [False, True])
def test_a_webm_film_keeps_every_byte_in_its_place_but_metadata(unknown):
    head = element("1A45DFA3", element("4282", b"webm"))
    facts = element("1549A966", element("2AD7B1", b"\x0f\x42\x40"), element("7BA9", SECRET), element("4461", SECRET))
    track = element("83", b"\x01") + element("86", b"V_VP9")
    tracks = element("1654AE6B", element("AE", track, element("536E", SECRET)))
    cluster = element("1F43B675", element("E7", b"\x00"), element("A3", b"picture"), unknown=unknown)
    tags = element("1254C367", element("7373", element("67C8", element("45A3", b"LOCATION"), element("4487", SECRET))))
    files = element("1941A469", SECRET)
    content = head + element("18538067", facts, tracks, cluster, tags, files, unknown=unknown)
    kept = read_material_file(content, "film.webm").content
    assert len(kept) == len(content)
    assert [(SECRET in each, b"LOCATION" in each) for each in (content, kept)] == [(True, True), (False, False)]
    for part in (head, track, cluster, b"\x0f\x42\x40"):
        assert kept.find(part) == content.find(part) != -1
    # From the tags on: two elements of empty space, of the lengths that these had.
    places = (content.find(tags), content.find(files))
    assert [kept[place] for place in places] == [0xEC, 0xEC]
    lengths = [int.from_bytes(kept[place + 2 : place + 9]) for place in places]
    assert lengths == [len(tags) - 9, len(files) - 9]


def test_a_webm_film_with_a_track_of_metadata_is_refused():
    tracks = element("1654AE6B", element("AE", element("83", b"\x21")))
    content = element("1A45DFA3", element("4282", b"webm")) + element("18538067", tracks)
    assert "has a track that is neither seen nor heard" in refusal(content, "film.webm")


# Sound


def test_an_mp3_recording_loses_the_tags_before_and_after_it():
    sound = b"\xff\xfb\x90\x00" + bytes(range(256)) * 2
    first = b"ID3\x04\x00\x00" + bytes([0, 0, 1, 2]) + SECRET.ljust(130, b"\x00")
    other = b"ID3\x04\x00\x10" + bytes([0, 0, 0, 7]) + SECRET + b"3DI" + bytes(7)
    facts = struct.pack("<8sIIII8x", b"APETAGEX", 2_000, 7 + 32, 1, 1 << 31)
    ape = facts + SECRET + facts
    lyrics = b"LYRICSBEGIN" + SECRET + b"000018LYRICS200"
    old = b"TAG" + SECRET.ljust(125, b"\x00")
    assert read_material_file(first + other + sound + ape + lyrics + old, "spot.mp3").content == sound
    assert read_material_file(sound, "spot.mp3").content == sound


def ogg(mark: bytes, *fields: bytes) -> bytes:
    """Two packets: a header, and comments that go over two pages where they are long."""
    listed = b"".join(struct.pack("<I", len(each)) + each for each in fields)
    packet = mark + struct.pack("<I", 4) + b"Xiph" + struct.pack("<I", len(fields)) + listed
    full, rest = divmod(len(packet), 255)
    lengths = [255] * full + [rest]
    first = b"OggS\x00\x02" + bytes(8) + b"serl" + bytes(8) + bytes([1, 6]) + b"header"
    pages, at = [first], 0
    for some in (lengths[:2], lengths[2:]):
        if some:
            content = packet[at : at + sum(some)]
            at += sum(some)
            pages.append(b"OggS\x00\x00" + bytes(8) + b"serl" + bytes(8) + bytes([len(some), *some]) + content)
    return b"".join(pages)


@pytest.mark.parametrize("mark", [b"\x03vorbis", b"OpusTags", b"\x84\x00\x00\x28"])
def test_an_ogg_recording_is_refused_with_the_fields_that_it_has(mark):
    harmless = ogg(mark, b"title=Nobody is for sale", b"LANGUAGE=en", b"ENCODER=" + b"x" * 600)
    assert read_material_file(harmless, "spot.ogg").content == harmless
    named = ogg(mark, b"ENCODER=" + b"x" * 600, b"ARTIST=Jane", b"Location=The shelter", b"TITLE=Spot")
    assert refusal(named, "spot.ogg") == (
        "“spot.ogg” contains metadata: ARTIST and LOCATION. Remove it in the program that wrote the file, and upload "
        "it again."
    )
