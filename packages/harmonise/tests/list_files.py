"""Small lists and mappings, written as files."""

from pathlib import Path

from harmonise.lists import LANGUAGES, Edition, Mapping, read_edition, read_mapping

SIX = "".join(f'{language} = "Text {language}"\n' for language in LANGUAGES)
HEADER = f'source = "Somebody"\nlicence = "Free"\n\n[title]\n{SIX}'
NAMES = ",".join(LANGUAGES)


def names_of(word: str) -> str:
    """Six names of one code, each with its language."""
    return ",".join(f"{word} {language}" for language in LANGUAGES)


def write_edition(
    folder: Path, codes: str, labels: str | None = None, header: str = HEADER, name: str = "fruit", number: str = "1"
) -> Path:
    """Write the files of an edition."""
    path = folder / name / f"{number}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(header, encoding="utf-8")
    path.with_suffix(".csv").write_text(codes, encoding="utf-8")
    if labels is not None:
        path.with_suffix(".labels.csv").write_text(labels, encoding="utf-8")
    return path


def edition_of(folder: Path, words: dict[str, str], name: str = "fruit", number: str = "1", extra: str = "") -> Edition:
    """An edition with these codes, each with its name in six languages."""
    rows = "".join(f"{code},{names_of(word)}\n" for code, word in words.items())
    return read_edition(write_edition(folder, f"code,{NAMES}\n{rows}", header=extra + HEADER, name=name, number=number))


def mapping_of(
    folder: Path, source: Edition, target: Edition, rows: str, losses: str = "", header: str = ""
) -> Mapping:
    """A mapping between two editions, read from files."""
    path = folder / "1.toml"
    lists = f'source_list = "{source.name}/{source.number}"\ntarget_list = "{target.name}/{target.number}"\n'
    path.write_text(f'{lists}source = "Somebody"\nlicence = "Free"\n{header}{losses}', encoding="utf-8")
    path.with_suffix(".csv").write_text(f"source,target,relation,loss\n{rows}", encoding="utf-8")
    both = {(source.name, source.number): source, (target.name, target.number): target}
    return read_mapping(path, lambda name, number: both[name, number])


def loss(key: str) -> str:
    """A description of a loss, for the header of a mapping."""
    return f"\n[losses.{key}]\n{SIX}"
