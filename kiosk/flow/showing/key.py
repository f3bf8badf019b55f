"""The secret key of backups is asked for: scanned from its paper, or typed."""

from collections.abc import Sequence

from kiosk.actions.backup_trouble import BackupTrouble
from kiosk.flow.intents import TakeKey, TypeKey
from kiosk.flow.showing.scene import Scene
from kiosk.flow.showing.writing import writing_part, written_line
from kiosk.flow.views import Button, ChoiceBody, Level, Role, TypeBody
from kiosk.flow.writing import Writing
from kiosk.value import replace


def key_asked(scene: Scene, keys: Sequence[str], trouble: BackupTrouble | None, *others: Button) -> ChoiceBody:
    """`keys`: numbers of the papers that open it. `trouble`: why the key before did not. `others`: choices beside."""
    text = scene.text("restore_screen.scan" if scene.scans else "restore_screen.type")
    return ChoiceBody(
        title=scene.text("restore_screen.key", keys=" / ".join(keys)) if keys else scene.text("restore_screen.any_key"),
        text=text if trouble is None else scene.text(f"backup_trouble.{trouble}"),
        choices=(
            *others,
            Button(
                scene.text("restore_screen.type_key"),
                TypeKey(),
                Role.PLAIN if scene.scans else Role.PRIMARY,
                detail=scene.text("restore_screen.type_key_detail"),
            ),
        ),
        leave=scene.back("restore_screen.back"),
        level=Level.CALM if trouble is None else Level.WARN,
    )


def key_typed(scene: Scene, writing: Writing, trouble: BackupTrouble | None) -> TypeBody:
    notice = "" if trouble is None else scene.text(f"backup_trouble.{trouble}")
    line = written_line(scene.text("restore_screen.typing"), scene.text("restore_screen.typing_hint"), writing)
    return TypeBody(
        actions=(
            scene.back("restore_screen.back"),
            Button(scene.text("restore_screen.take"), TakeKey() if writing.whole.strip() else None, Role.PRIMARY),
        ),
        writing=replace(writing_part(scene, writing, line), notice=notice),
    )
