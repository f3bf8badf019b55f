"""The command line: one thin verb for each thing that is done without the screen."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from kiosk.config import BadConfig, Config, Language, Size, read_config
from kiosk.flow.texts import Texts
from kiosk.logs import keep_log, set_up_logs
from kiosk.rules.backup_places import USB, BackupPlace, parse_backup_place
from kiosk.value import replace

if TYPE_CHECKING:
    from kiosk.actions.books import Books
    from kiosk.actions.opening import Founding

_PLACE_HELP = 'a mounted stick or share; "usb" for the stick that was chosen; sftp://user@host:22/folder'
_KEY_HELP = "the secret key from the paper: a file, or - for the standard input"
FOLDER_VARIABLE = "KOKYAKU_DATA"


def main(arguments: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 something is wrong (said on stderr), 2 the words of the call are wrong."""
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(words)
    os.umask(0o077)  # the shop's data is for the kiosk's own user
    if options.data is None:
        options.data = Path(os.environ.get(FOLDER_VARIABLE) or Path.home() / ".local/share/kokyaku")
    set_up_logs()
    try:
        code: int = options.do(options)
    except BadConfig as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help=f"the data folder (default: ${FOLDER_VARIABLE} or ~/.local/share/kokyaku)",
    )
    top = argparse.ArgumentParser(prog="kiosk", description="個客: the counter kiosk that knows each customer.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")

    run = verbs.add_parser("run", parents=[shared], help="run the kiosk")
    run.add_argument("--size", metavar="WxH", choices=get_args(Size))
    run.add_argument("--lang", choices=[str(language) for language in Language])
    run.add_argument("--display", choices=("number", "name"), help="a display for the customer, who is called so on it")
    run.add_argument("--simulate", action="store_true", help="simulated devices; an empty folder gets the sample shop")
    run.add_argument("--empty", action="store_true", help="with --simulate: begin as a new shop")
    run.add_argument(
        "--clock-unset", action="store_true", help="with --simulate: nobody has told the machine what time it is"
    )
    run.add_argument("--board", metavar="NUMBER", help="with --simulate: another machine, into which the card was put")
    run.add_argument("--vault", action="store_true", help="with --simulate: a card whose data can be encrypted")
    run.add_argument("--play", type=Path, metavar="FILE", help="with --simulate: do a script's commands, then end")
    run.set_defaults(do=_run)

    display = verbs.add_parser("display", parents=[shared], help="the customer's display, beside the kiosk that runs")
    display.add_argument("--size", metavar="WxH", choices=get_args(Size), help="in a window")
    display.add_argument("--words", action="store_true", help=argparse.SUPPRESS)  # how a simulation asks it
    display.set_defaults(do=_display)

    sim = verbs.add_parser("sim", parents=[shared], help="drive a simulated kiosk that is running", add_help=False)
    sim.add_argument("words", nargs=argparse.REMAINDER, metavar="WORD")
    sim.set_defaults(do=_sim)

    check = verbs.add_parser("check", parents=[shared], help="try every configured device")
    check.set_defaults(do=_check)

    verify = verbs.add_parser("verify", parents=[shared], help="prove that the data is whole and adds up")
    verify.add_argument(
        "--rebuild", action="store_true", help="figures that are not what the sales make are counted again"
    )
    verify.set_defaults(do=_verify)

    support = verbs.add_parser("support", parents=[shared], help="a text for whoever helps, with nobody's data in it")
    support.add_argument("file", type=Path, metavar="FILE")
    support.set_defaults(do=_support)

    _add_backup(verbs, shared)

    unite = verbs.add_parser("merge", parents=[shared], help="bring what another copy of this shop has more")
    unite.add_argument("other", type=Path, metavar="OTHER", help="its data folder, or a backup of it; only read")
    unite.add_argument("--key", metavar="FILE", help=f"for a backup {_KEY_HELP} (default: it is asked for)")
    unite.set_defaults(do=_merge)

    bring = verbs.add_parser("import", help="customers, products or past sales from a .csv or .xlsx file")
    tables = bring.add_subparsers(dest="what", required=True, metavar="WHAT")
    for what in ("customers", "products", "sales"):
        table = tables.add_parser(what, parents=[shared])
        table.add_argument("file", type=Path, metavar="FILE")
        table.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        table.add_argument("--yes", action="store_true", help="write without asking")
        if what != "sales":
            table.add_argument(
                "--duplicates",
                choices=("skip", "new", "update"),
                default="skip",
                help="rows that seem to be here already",
            )
            table.set_defaults(do=_import)
            continue
        table.add_argument("--unknown", choices=("new", "none"), default="new", help="buyers who are not here yet")
        table.add_argument("--unit", default="1", metavar="N", help="what sums are counted in: 0.01 for cents")
        table.add_argument("--columns", default="", metavar="WORD,WORD…", help="what the columns say, “-” for nothing")
        table.set_defaults(do=_import_sales)

    leave = verbs.add_parser("export", parents=[shared], help="everything as CSV and JSON files, not encrypted")
    leave.add_argument("into", type=Path, metavar="DIR", help="where a new folder is made")
    leave.add_argument("--sensitive", action="store_true", help="hidden notes and tags too")
    leave.set_defaults(do=_export)

    settings = verbs.add_parser("settings", parents=[shared], help="show or change the shop's settings")
    settings.add_argument("key", nargs="?", metavar="KEY")
    settings.add_argument("value", nargs="?", metavar="VALUE")
    settings.set_defaults(do=_settings)

    staff = verbs.add_parser("staff", help="the staff: list them, or unlock a PIN")
    deeds = staff.add_subparsers(dest="deed", required=True, metavar="DEED")
    deeds.add_parser("list", parents=[shared], help="who works here, and whose PIN is locked")
    unlocking = deeds.add_parser("unlock", parents=[shared], help="PINs that were locked by wrong ones work again")
    unlocking.add_argument("name", nargs="?", metavar="NAME", help="(default: all that are locked)")
    staff.set_defaults(do=_staff)

    mail = verbs.add_parser("mail", help="the shop's e-mail: keep the password of its server")
    mail_deeds = mail.add_subparsers(dest="deed", required=True, metavar="DEED")
    mail_deeds.add_parser("password", parents=[shared], help="ask for it, and keep it in the data folder (0600)")
    mail.set_defaults(do=_mail)
    report = verbs.add_parser("report", help="the month's report, the five classes, the ten questions")
    kinds = report.add_subparsers(dest="kind", required=True, metavar="KIND")
    month = kinds.add_parser("month", parents=[shared], help="the report of a month (default: the last one)")
    month.add_argument("month", nargs="?", metavar="YYYY-MM")
    form = month.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON (the keys are in the README)")
    form.add_argument("--csv", type=Path, metavar="DIR", help="as tables for a spreadsheet")
    form.add_argument("--pdf", type=Path, metavar="FILE", help="for the wall: A4")
    month.add_argument("--issue", action="store_true", help="keep it as it is (stop the kiosk first)")
    classes = kinds.add_parser("classes", parents=[shared], help="who is in which class")
    classes.add_argument("--as-of", metavar="YYYY-MM-DD", help="(default: today)")
    asked = kinds.add_parser("questions", parents=[shared], help="the ten questions of a month (default: the last one)")
    asked.add_argument("month", nargs="?", metavar="YYYY-MM")
    for kind in (classes, asked):
        kind.add_argument("--json", action="store_true", help="as JSON (the keys are in the README)")
    report.set_defaults(do=_report)
    return top


def _mail(options: argparse.Namespace) -> int:
    """Typed unseen, or one line of the standard input; nothing takes it away."""
    from getpass import getpass

    from kiosk.mail_password import write_mail_password

    typed = getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    options.data.mkdir(parents=True, exist_ok=True)
    write_mail_password(options.data, typed)
    return 0


def _place(name: str) -> BackupPlace:
    """A folder may be named from here."""
    try:
        return parse_backup_place(name if name == USB.name or "://" in name else str(Path(name).absolute()))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _add_backup(verbs: Any, shared: argparse.ArgumentParser) -> None:
    backup = verbs.add_parser("backup", help="make, list and prove backups, and their keys")
    deeds = backup.add_subparsers(dest="deed", required=True, metavar="DEED")
    chosen = deeds.add_parser("choose", parents=[shared], help="a place is from now on one for backups")
    chosen.add_argument("place", type=_place, metavar="PLACE", help=_PLACE_HELP)
    now = deeds.add_parser("now", parents=[shared], help="make one; the place is from now on one for backups")
    now.add_argument("--to", type=_place, required=True, metavar="PLACE", help=_PLACE_HELP)
    deeds.add_parser("night", parents=[shared], help="make today's at each place, if no kiosk does (for a timer)")
    shown = deeds.add_parser("list", parents=[shared], help="which backups there are, and what they hold")
    shown.add_argument("place", type=_place, metavar="PLACE", help=_PLACE_HELP)
    proved = deeds.add_parser("verify", parents=[shared], help="read every backup; with a key open the newest")
    proved.add_argument("place", type=_place, metavar="PLACE", help=_PLACE_HELP)
    proved.add_argument("--key", metavar="FILE", help=_KEY_HELP)
    keys = deeds.add_parser("keys", parents=[shared], help="the keys; new: onto paper; add PUBLIC: a second one")
    keys.add_argument("act", nargs="?", choices=("new", "add"))
    keys.add_argument("public", nargs="?", metavar="PUBLIC")
    backup.set_defaults(do=_backup)

    back = verbs.add_parser("restore", parents=[shared], help="bring a shop back into an empty data folder")
    back.add_argument("file", metavar="FILE", help="a backup on a stick, a share or a server")
    back.add_argument("--key", metavar="FILE", help=f"{_KEY_HELP} (default: it is asked for)")
    back.add_argument(
        "--without-journal", action="store_true", help="back to how the shop was then, without what came after it"
    )
    back.set_defaults(do=_restore)


def _run(options: argparse.Namespace) -> int:
    simulated = options.empty or options.clock_unset or options.board or options.vault or options.play
    if simulated and not options.simulate:
        print("kiosk: --empty, --clock-unset, --board, --vault and --play go with --simulate", file=sys.stderr)
        return 2
    config = read_config(options.data)
    if options.size:
        config = replace(config, screen=replace(config.screen, size=options.size))
    if options.lang:
        config = replace(config, language=Language(options.lang))
    if options.display:
        config = replace(config, display=replace(config.display, shows=options.display))
    keep_log(options.data)
    # nothing that a start makes is garbage, and Python looked 180 times: a tenth of the start. On with the first frame
    gc.disable()
    try:
        from kiosk.main import RunOptions, run

        return run(
            RunOptions(
                options.data,
                config,
                options.simulate,
                options.empty,
                told_time=not options.clock_unset,
                board=options.board,
                script=options.play,
                vault=options.vault,
            )
        )
    finally:
        gc.enable()


def _display(options: argparse.Namespace) -> int:
    config = read_config(options.data).display
    if not options.words and not config.shows:
        print("kiosk: there is no display for the customer here ([display] in kiosk.toml)", file=sys.stderr)
        return 0
    from kiosk.customer_display import run_display

    width, _, height = (options.size or "").partition("x")
    size = (int(width), int(height)) if height else None
    return run_display(options.data, size, config.turned, hears_words=options.words)


def _sim(options: argparse.Namespace) -> int:
    from kiosk.simulation.commands import CommandFailed, parser
    from kiosk.simulation.console import NoKiosk, send

    words, folder = _data_anywhere(options.words, options.data)
    if not words or words[0] in ("-h", "--help"):
        print(parser().format_help())
        return 0 if words else 2
    try:
        said = send(folder, [_absolute(words, index) for index in range(len(words))])
    except (NoKiosk, CommandFailed, TimeoutError) as failed:
        print(f"kiosk sim: {failed}", file=sys.stderr)
        return 1
    if said:
        print(said)
    return 0


def _data_anywhere(words: list[str], folder: Path) -> tuple[list[str], Path]:
    """`kiosk sim tap UID --data DIR`: the folder may stand behind the command too."""
    left: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--data":
            folder = Path(next(rest, "."))
        elif word.startswith("--data="):
            folder = Path(word.partition("=")[2])
        else:
            left.append(word)
    return left, folder


def _absolute(words: list[str], index: int) -> str:
    """A file is meant from where the caller stands, not from where the kiosk runs."""
    return (
        str(Path(words[index]).absolute()) if words[0] in ("shot", "slip", "display") and index == 1 else words[index]
    )


def _check(options: argparse.Namespace) -> int:
    from kiosk.checking import check_devices

    config = read_config(options.data)
    return check_devices(config, Texts(config.language), print)


def _verify(options: argparse.Namespace) -> int:
    from kiosk.proving import Proving

    return Proving(Texts(read_config(options.data).language), print).prove(options.data, rebuild=options.rebuild)


def _support(options: argparse.Namespace) -> int:
    from kiosk.support import write_support

    try:
        language = read_config(options.data).language
    except BadConfig:  # it may be what help is asked for
        language = Language.JA
    return write_support(options.file, options.data, Texts(language), print)


def _backup(options: argparse.Namespace) -> int:
    from kiosk.backup_room import BackupRoom
    from kiosk.configured import configured_places

    config = read_config(options.data)
    texts = Texts(config.language)
    room = BackupRoom(texts, print, input)
    match options.deed:
        case "choose":
            return room.choose(options.data, options.place)
        case "now":
            return room.now(options.data, options.to)
        case "night":
            return room.night(options.data, configured_places(config))
        case "list":
            return room.list(options.data, options.place)
        case "verify":
            return room.verify(options.data, options.place, options.key)
        case _:
            return _keys(options, config, texts)


def _keys(options: argparse.Namespace, config: Config, texts: Texts) -> int:
    from kiosk.configured import configured_printer
    from kiosk.key_room import KeyRoom

    if (options.act == "add") != (options.public is not None):
        print("kiosk: keys add PUBLIC, keys new, or keys alone", file=sys.stderr)
        return 2
    found = _founding(texts)
    printer = configured_printer(config.printer) if options.act == "new" else None
    room = KeyRoom(texts, found, printer, print, input)
    if options.act == "new":
        return room.make(options.data)
    return room.add(options.data, options.public) if options.act == "add" else room.show(options.data)


def _restore(options: argparse.Namespace) -> int:
    from kiosk.backup_room import BackupRoom

    texts = Texts(read_config(options.data).language)
    room = BackupRoom(texts, print, input)
    file = options.file if "://" in options.file else str(Path(options.file).absolute())
    where, _, name = file.rpartition("/")
    return room.restore(_place(where or "/"), name, options.data, options.key, alone=options.without_journal)


def _merge(options: argparse.Namespace) -> int:
    from kiosk.joining_room import JoiningRoom

    texts = Texts(read_config(options.data).language)
    return JoiningRoom(texts, print, input).merge(options.other, options.data, options.key)


def _founding(texts: Texts) -> "Founding":
    from kiosk.actions.opening import new_shop

    return new_shop(texts("staff.first_owner"), texts.listed("presets"), texts.listed("templates"))


def _import(options: argparse.Namespace) -> int:
    from kiosk.actions.import_plan import Duplicates
    from kiosk.importing.run import Wishes, import_table
    from kiosk.rules.headings import Kind

    wishes = Wishes(Kind(options.what), options.file, Duplicates(options.duplicates), options.dry_run, options.yes)
    return _in_the_shop(options, lambda books, texts: import_table(books, wishes, texts))


def _import_sales(options: argparse.Namespace) -> int:
    from kiosk.actions.import_sales_plan import Unknown
    from kiosk.importing.sales import SalesWishes, import_sales

    wishes = SalesWishes(
        options.file, options.columns, options.unit, Unknown(options.unknown), options.dry_run, options.yes
    )
    return _in_the_shop(options, lambda books, texts: import_sales(books, wishes, texts))


def _export(options: argparse.Namespace) -> int:
    from kiosk.exporting import export_shop

    return _in_the_shop(
        options, lambda books, texts: export_shop(books, options.into, texts, sensitive=options.sensitive)
    )


def _in_the_shop(options: argparse.Namespace, act: Callable[["Books", Texts], int]) -> int:
    """Do it in the shop of the data folder, which has to be there and not in use. 1, said on stderr, if it isn't."""
    from db.connection import FILE, Store
    from kiosk.actions.opening import CANT_OPEN, open_books
    from kiosk.machine import board_serial

    if not (options.data / FILE).exists():
        print(f"kiosk: there is no shop in {options.data}", file=sys.stderr)
        return 1
    texts = Texts(read_config(options.data).language)
    store = None
    try:
        store = Store.open(options.data, board=board_serial())
        books = open_books(store, options.data, _founding(texts))
        return act(books, texts)
    except CANT_OPEN as error:
        print(f"kiosk: {error}", file=sys.stderr)
        return 1
    finally:
        if store is not None:
            store.close()


def _settings(options: argparse.Namespace) -> int:
    return _in_the_shop(options, lambda books, texts: _show_settings(books, options.key, options.value))


def _show_settings(books: "Books", key: str | None, value: str | None) -> int:
    from kiosk.actions.settings import change_setting, settings_table

    if key is not None and value is not None:
        change_setting(books, key, _value(key, value))
    for name, held in settings_table(books, key).items():
        print(f"{name} = {json.dumps(held, ensure_ascii=False)}")
    return 0


def _staff(options: argparse.Namespace) -> int:
    from kiosk.staff_room import list_staff, unlock_pins

    texts = Texts(read_config(options.data).language)
    found = _founding(texts)
    if options.deed == "list":
        return list_staff(options.data, found, print)
    return unlock_pins(options.data, found, options.name, print)


def _report(options: argparse.Namespace) -> int:
    from kiosk.report_room import MonthWish, read_day, read_month, show_classes, show_month, show_questions

    texts = Texts(read_config(options.data).language)
    try:
        month = read_month(options.month) if getattr(options, "month", None) else None
        day = read_day(options.as_of) if getattr(options, "as_of", None) else None
    except ValueError:
        print("kiosk report: a month is written 2026-11, a day 2026-11-25", file=sys.stderr)
        return 2
    if options.kind == "classes":
        return show_classes(options.data, day, options.json, texts, print)
    if options.kind == "questions":
        return show_questions(options.data, month, options.json, texts, print)
    found = _founding(texts)
    wish = MonthWish(month, options.json, options.csv, options.pdf, options.issue)
    return show_month(options.data, wish, texts, found, print)


def _value(key: str, word: str) -> object:
    """A word of the command line as JSON where it is JSON (1, true, ["a"]), otherwise as text.

    A bare figure for a key that takes text is that text.
    """
    from kiosk.rules.settings import Settings
    from kiosk.schema import good_keys, takes

    try:
        value = json.loads(word)
    except json.JSONDecodeError:
        return word
    kind = good_keys(Settings).get(key)
    return word if kind is not None and not takes(kind, value) and takes(kind, word) else value
