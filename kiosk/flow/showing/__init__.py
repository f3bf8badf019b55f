"""A state becomes a view: words and figures are formed here, and nowhere else."""

from kiosk.flow.fitting_states import (
    AtClock,
    AtKey,
    AtPrinter,
    AtReader,
    AtScanner,
    ChoosingLanguage,
    NamingShop,
    TypingAddress,
)
from kiosk.flow.joining_states import (
    AskingOtherKey,
    AtJoined,
    AtJoinReport,
    AtNotJoined,
    AtOther,
    BackingUpFirst,
    ChoosingOther,
    Joining,
    TypingOtherKey,
)
from kiosk.flow.letter_states import (
    AtCondition,
    AtLetter,
    AtLetterRules,
    AtLetters,
    AtPeople,
    CheckingLetter,
    ChoosingPeople,
    Drafting,
    MakingLetter,
    NamingRule,
    PickingStart,
    PickingWay,
    WritingLetter,
)
from kiosk.flow.sample_states import AskingSampleAway, AtSample, PuttingSampleAway
from kiosk.flow.showing import (
    backup,
    card,
    clock,
    customer,
    export,
    fitting,
    fitting_printer,
    follow_ups,
    idle,
    joining,
    letter_people,
    letter_words,
    letters,
    lists,
    lookalikes,
    moving,
    notes,
    person,
    person_choices,
    person_typing,
    questions,
    recovery,
    refund,
    report,
    roster,
    sale,
    sample,
    staff,
    tags,
    timeline,
    updates,
    vault,
)
from kiosk.flow.showing.scene import Scene
from kiosk.flow.states import (
    AskingAboutCard,
    AskingClock,
    AskingMove,
    AtAccessLog,
    AtBackup,
    AtBlockedCard,
    AtCustomer,
    AtDevices,
    AtExport,
    AtFollowUp,
    AtFollowUps,
    AtHeading,
    AtHeadings,
    AtLookalikes,
    AtMember,
    AtMenu,
    AtOpenSale,
    AtPlace,
    AtQuestion,
    AtQuestions,
    AtRefunded,
    AtRefusedCard,
    AtReport,
    AtRoster,
    AtRosterLists,
    AtSales,
    AtSlips,
    AtSold,
    AtStaff,
    AtStaffAdmin,
    Attaching,
    AtTimeline,
    AtToday,
    AtUnknownCard,
    AtUpdates,
    AtWho,
    CheckingName,
    ChoosingPin,
    Comparing,
    Detailing,
    Disclosing,
    EnteringPin,
    Erasing,
    Faulted,
    Filling,
    FillingTemplate,
    Finding,
    GivingStaffCard,
    Idle,
    Inking,
    JoiningCard,
    MakingKey,
    Naming,
    NamingMember,
    NamingProduct,
    Noting,
    PickingHour,
    PickingWish,
    PricingProduct,
    PuttingOff,
    Refunding,
    Seeking,
    Selling,
    SettingClock,
    State,
    Tagging,
    TakingConsent,
    TypingKey,
    TypingNote,
    WritingPlace,
)
from kiosk.flow.vault_states import ChangingVaultPin
from kiosk.flow.views import Body


def shown(state: State, scene: Scene) -> tuple[str, Body]:
    """The screen's name, and what is on it."""
    match state:
        case Idle():
            return "idle", idle.idle(scene)
        case AtCustomer():
            return "customer", customer.customer(scene, state)
        case AtUnknownCard():
            return "unknown_card", card.unknown_card(scene)
        case AtBlockedCard():
            return card.blocked_name(state), card.blocked_card(scene, state)
        case AtRefusedCard():
            return card.refused_name(state), card.refused_card(scene, state)
        case AskingAboutCard():
            return "another_card", card.another_card(scene, state)
        case Finding():
            return "find", card.finding(scene, state)
        case Attaching():
            return "attach", card.attaching(scene, state)
        case Naming():
            return "naming", customer.naming(scene, state)
        case Tagging():
            return "tags", tags.palette(scene, state)
        case PickingHour():
            return "pick_hour", tags.hours(scene, state)
        case AtTimeline():
            return "timeline", timeline.timeline(scene, state)
        case Noting():
            return "note", notes.note(scene, state)
        case FillingTemplate():
            return notes.slot_name(state), notes.filling(scene, state)
        case TypingNote():
            return "note_typing", notes.typing(scene, state)
        case Inking():
            return "note_ink", notes.drawing(scene, state)
        case AtToday():
            return "today", lists.today(scene, state)
        case AtSlips():
            return "slips", lists.slips(scene, state)
        case AtDevices():
            return "devices", idle.devices(scene)
        case ChoosingLanguage():
            return "language", fitting.language(scene, scene.back("fitting.back"))
        case AtClock():
            return "clock_shown", clock.at_clock(scene)
        case NamingShop():
            return "shop_name", fitting.naming_shop(scene, state)
        case AtReader():
            return "reader", fitting.reader(scene, state)
        case AtPrinter():
            return "printer", fitting_printer.printer(scene, state)
        case TypingAddress():
            return "printer_address", fitting_printer.address(scene, state)
        case AtScanner():
            return "scanner", fitting.scanner(scene, state)
        case AtKey():
            return "first_key", recovery.at_key(scene)
        case AtStaff():
            return "staff", staff.at_staff(scene, state)
        case Selling():
            return "sale", sale.selling(scene, state)
        case AtOpenSale():
            return "open_sale", sale.left_open(scene, state)
        case CheckingName():
            return "check_name", sale.checking_name(scene, state)
        case JoiningCard():
            return "join_card", sale.joining_card(scene)
        case PricingProduct():
            return "pricing", sale.pricing(scene, state)
        case NamingProduct():
            return "naming_product", sale.naming_product(scene, state)
        case AtSold():
            return "sold", sale.sold(scene, state)
        case AtBackup():
            return "backup", backup.backup(scene)
        case AtUpdates():
            return "updates", updates.updates(scene)
        case AtSample():
            return "sample", sample.about_sample(scene)
        case AskingSampleAway():
            return "sample_away", sample.asking_away(scene, state)
        case PuttingSampleAway():
            return "sample_gone", sample.putting_away(scene)
        case ChangingVaultPin():
            return "vault_new_pin", vault.changing_pin(scene, state)
        case MakingKey():
            return "recovery" if state.job else "recovery_copied", recovery.making_key(scene, state)
        case TypingKey():
            return "recovery_typing", recovery.typing_key(scene, state)
        case ChoosingOther():
            return "joining_choose", joining.choosing_other(scene, state)
        case AskingOtherKey():
            return "joining_key", joining.asking_other_key(scene, state)
        case TypingOtherKey():
            return "joining_typing", joining.typing_other_key(scene, state)
        case AtOther():
            return "joining_sure", joining.at_other(scene, state)
        case BackingUpFirst():
            return "joining_backup", joining.backing_up_first(scene, state)
        case Joining():
            return "joining", joining.joining(scene, state)
        case AtJoined():
            return "joined", joining.at_joined(scene, state)
        case AtJoinReport():
            return "join_report", joining.at_join_report(scene, state)
        case AtNotJoined():
            return "not_joined", joining.at_not_joined(scene, state)
        case AtMenu():
            return "menu", idle.menu(scene)
        case AtSales():
            return "sales", refund.sales(scene, state)
        case Refunding():
            return "refund", refund.refunding(scene, state)
        case AtRefunded():
            return "refunded", refund.refunded(scene, state)
        case AtWho():
            return "who", staff.who(scene, state)
        case EnteringPin():
            return "pin", staff.entering_pin(scene, state)
        case AskingClock():
            return "clock_asked", clock.asking(scene, state)
        case SettingClock():
            return "clock_set", clock.setting(scene, state)
        case AskingMove():
            return "move_asked", moving.asking(scene)
        case AtPlace():
            return "place", moving.place(scene, state)
        case WritingPlace():
            return "place_line", moving.line(scene, state)
        case ChoosingPin():
            return "new_pin", staff.choosing_pin(scene, state)
        case AtStaffAdmin():
            return "staff_admin", staff.staff_admin(scene, state)
        case AtMember():
            return "member", staff.member(scene, state)
        case NamingMember():
            return "naming_member", staff.naming_member(scene, state)
        case GivingStaffCard():
            return "staff_card", staff.giving_card(scene, state)
        case AtAccessLog():
            return "access_log", staff.access_log(scene, state)
        case Detailing():
            return f"person_{state.section}", person.sheet(scene, state)
        case AtHeading():
            return "facts", person_choices.facts(scene, state)
        case AtHeadings():
            return "headings", person_choices.headings(scene, state)
        case Filling():
            return "filling", person_typing.filling(scene, state)
        case Seeking():
            return "seek", person_typing.seeking(scene, state)
        case PickingWish():
            return "wish", person_choices.wish(scene, state)
        case TakingConsent():
            return "consent", person_choices.consent(scene, state)
        case Comparing():
            return "compare", person_choices.compare(scene, state)
        case Erasing():
            return "erase", person_choices.erase(scene, state)
        case AtReport():
            return f"report_{state.page}", report.report(scene, state)
        case AtQuestions():
            return "questions", questions.questions(scene, state)
        case AtQuestion():
            return "question", questions.question(scene, state)
        case AtExport():
            return "export", export.at_export(scene, state)
        case Disclosing():
            return "disclosure", export.disclosing(scene, state)
        case AtLetters():
            return "letters", letters.letters(scene, state)
        case PickingWay():
            return "letter_way", letter_people.ways(scene, state)
        case ChoosingPeople():
            return "letter_choosing", letter_people.choosing(scene, state)
        case AtCondition():
            return "letter_condition", letter_people.condition(scene, state)
        case AtLetterRules():
            return "letter_rules", letter_people.rules(scene, state)
        case NamingRule():
            return "letter_naming_rule", letter_people.naming_rule(scene, state)
        case AtPeople():
            return "letter_people", letter_people.people(scene, state)
        case Drafting():
            return "letter_draft", letter_words.drafting(scene, state)
        case WritingLetter():
            return "letter_writing", letter_words.writing(scene, state)
        case CheckingLetter():
            return "letter_check", letter_words.checking(scene, state)
        case PickingStart():
            return "letter_start", letter_words.start(scene, state)
        case MakingLetter():
            return "letter_making", letter_words.making(scene, state)
        case AtLetter():
            return "letter", letters.letter(scene, state)
        case AtFollowUps():
            return "follow_ups", follow_ups.follow_ups(scene, state)
        case AtFollowUp():
            return "follow_up", follow_ups.follow_up(scene, state)
        case PuttingOff():
            return "put_off", follow_ups.putting_off(scene, state)
        case AtRosterLists():
            return "roster_lists", roster.lists(scene)
        case AtRoster():
            return "roster", roster.roster(scene, state)
        case AtLookalikes():
            return "lookalikes", lookalikes.at_lookalikes(scene, state)
        case Faulted():
            return "fault", card.fault(scene, state)
