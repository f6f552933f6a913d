"""`disclosure release`: check and sign what is to be published, list and withdraw releases, verify bundles."""

import argparse
import tomllib
from pathlib import Path

from disclosure.commands import Commands
from disclosure.errors import InvalidArgument, NotPossible
from disclosure.privacy.ledger import Ledger
from disclosure.release import Declaration, Proposal, Register, Signer, parse_publication, release, verify
from disclosure.release.check_tables import dry_run
from disclosure.release.proposal import Kind
from disclosure.tables.columns import read_text


def add(commands: Commands) -> None:
    """Declare the sub-command."""
    parser = commands.add_parser("release")
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    create = actions.add_parser("create", help="begin the register of a data set")
    create.add_argument("register", help="a folder")
    create.add_argument("--data-set", required=True)
    create.set_defaults(run=_create)
    key = actions.add_parser("key", help="make a signing key")
    key.add_argument("key", help="a file that is not there yet")
    key.set_defaults(run=_key)
    policy = actions.add_parser("policy", help="sign the office's policy into the register; releases keep to it")
    policy.add_argument("register")
    policy.add_argument("policy", help="a TOML file")
    policy.add_argument("--key", required=True, help="the file `disclosure release key` made")
    policy.add_argument("--by", required=True, help="who decided it")
    policy.add_argument("--reason", required=True)
    policy.set_defaults(run=_policy)
    populations = actions.add_parser(
        "populations", help="sign the list of populations, and how they are related, into the register"
    )
    populations.add_argument("register")
    populations.add_argument("populations", help="a TOML file")
    populations.add_argument("--key", required=True, help="the file `disclosure release key` made")
    populations.add_argument("--by", required=True, help="who decided it")
    populations.add_argument("--reason", required=True)
    populations.set_defaults(run=_populations)
    _add_make(actions.add_parser("make", help="check, sign and register a release"))
    listing = actions.add_parser("list", help="all releases, withdrawn ones too")
    listing.add_argument("register")
    listing.set_defaults(run=_list)
    withdraw = actions.add_parser("withdraw", help="note that a release was withdrawn; it stays in every audit")
    withdraw.add_argument("register")
    withdraw.add_argument("number", type=int)
    withdraw.add_argument("--reason", required=True)
    withdraw.add_argument("--by", required=True)
    withdraw.add_argument("--key", required=True, help="the file `disclosure release key` made")
    withdraw.set_defaults(run=_withdraw)
    check = actions.add_parser("verify", help="check every hash and the signature of a bundle")
    check.add_argument("bundle")
    check.add_argument("--public-key", help="the publisher's, in hexadecimal, as you know it from elsewhere")
    check.set_defaults(run=_verify)


def _add_make(make: argparse.ArgumentParser) -> None:
    make.add_argument("register")
    make.add_argument("data", nargs="+", help="the files as they will be published")
    make.add_argument("--kind", choices=[kind.value for kind in Kind], required=True)
    make.add_argument("--title", required=True)
    make.add_argument("--author", required=True)
    make.add_argument("--approved-by", action="append", default=[], help="twice: two people who are not the author")
    make.add_argument("--key", required=True, help="the file `disclosure release key` made")
    make.add_argument("--specification", help="of tables and republications: what adds up to what")
    make.add_argument("--thresholds", help="of tables")
    make.add_argument("--truth", action="append", default=[], help="of tables: the same files with every true figure")
    make.add_argument(
        "--declarations", help="of tables: what an approver declares, as [[declaration]] about, reason, by, figures"
    )
    make.add_argument("--publication", help="of a republication: a TOML file that says what the source published")
    make.add_argument("--source", action="append", default=[], help="of a republication: the tables of its file")
    make.add_argument("--parameters", help="of noisy counts and illustrations: the .json file written with them")
    make.add_argument("--ledger", help="of noisy counts")
    make.add_argument("--notes", default="", help="for the method sheet")
    make.add_argument(
        "--dry-run", action="store_true", help="check tables without releasing them, and list what has to be declared"
    )
    make.set_defaults(run=_make)


def _create(options: argparse.Namespace) -> int:
    Register.create(options.register, data_set=options.data_set)
    return 0


def _key(options: argparse.Namespace) -> int:
    print(f"public key: {Signer.create(options.key).public_key.hex()}")
    return 0


def _make(options: argparse.Namespace) -> int:
    names = [Path(path).name for path in options.data]
    if len(set(names)) < len(names):
        raise InvalidArgument("Two of the files have the same name; in the bundle they stand side by side.")
    proposal = Proposal(
        title=options.title,
        kind=Kind(options.kind),
        author=options.author,
        approved_by=tuple(options.approved_by),
        data={Path(path).name: _bytes(path) for path in options.data},
        specification=_text(options.specification),
        thresholds=_text(options.thresholds),
        parameters=_text(options.parameters),
        truth={Path(path).name: _bytes(path) for path in options.truth},
        declarations=_declarations(options.declarations),
        notes=options.notes,
        publication=parse_publication(read_text(options.publication)) if options.publication else None,
        source={Path(path).name: _bytes(path) for path in options.source},
    )
    register, signer = Register(Path(options.register)), Signer.read(options.key)
    if options.dry_run:
        return _dry_run(proposal, register, signer)
    ledger = Ledger(Path(options.ledger)) if options.ledger else None
    path = release(proposal, register, signer, ledger=ledger)
    print(verify(path))
    print(path)
    return 0


def _dry_run(proposal: Proposal, register: Register, signer: Signer) -> int:
    if proposal.kind is not Kind.TABLES:
        raise InvalidArgument(f"A dry run is for tables, not for {proposal.kind}.")
    found = dry_run(proposal, register, signer)
    for subject in found.subjects:
        print(f"to be declared: {subject}")
    if found.refusal:
        raise NotPossible(found.refusal)
    print("Nothing is refused. Nothing was released.")
    return 0


def _text(path: str | None) -> str:
    return read_text(path) if path else ""


def _bytes(path: str) -> bytes:
    if not Path(path).is_file():
        raise InvalidArgument(f"There is no file {path}.")
    return Path(path).read_bytes()


def _declarations(path: str | None) -> tuple[Declaration, ...]:
    if path is None:
        return ()
    try:
        found = tomllib.loads(read_text(path))
        return tuple(
            Declaration(str(one["about"]), str(one["reason"]), str(one["by"]), str(one.get("figures", "")))
            for one in found["declaration"]
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise InvalidArgument(
            f"{path} does not hold declarations ({error}). Write [[declaration]] with about, reason and by, and "
            "under figures the digest of the figures that differ."
        ) from None


def _policy(options: argparse.Namespace) -> int:
    register, signer = Register(Path(options.register)), Signer.read(options.key)
    register.set_policy(read_text(options.policy), signer, by=options.by, reason=options.reason)
    print(f"{register.policy(signer).title} is in force.")
    return 0


def _populations(options: argparse.Namespace) -> int:
    register, signer = Register(Path(options.register)), Signer.read(options.key)
    register.set_populations(read_text(options.populations), signer, by=options.by, reason=options.reason)
    print(f"Populations in the register: {', '.join(register.populations(signer).populations)}.")
    return 0


def _list(options: argparse.Namespace) -> int:
    for earlier in Register(Path(options.register)).releases():
        print(f"{earlier} ({earlier.kind.value}, {earlier.sha256[:12]})")
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    register, signer = Register(Path(options.register)), Signer.read(options.key)
    register.withdraw(options.number, signer, reason=options.reason, by=options.by)
    return 0


def _verify(options: argparse.Namespace) -> int:
    try:
        key = bytes.fromhex(options.public_key) if options.public_key else None
    except ValueError:
        raise InvalidArgument("A public key is written as 64 hexadecimal digits.") from None
    print(verify(options.bundle, public_key=key))
    return 0
