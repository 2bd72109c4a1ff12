"""Every file that somebody might send to do harm, by what is wrong with it."""

from tests.lib.files import hostile_files, hostile_zips

HOSTILE: dict[str, hostile_files.FileMaker] = dict(
    one
    for kind in (
        hostile_files.shapes,
        hostile_files.encodings,
        hostile_files.entities,
        hostile_files.amounts,
        hostile_files.amounts_beside_the_cells,
        hostile_zips.relations,
        hostile_zips.zips,
    )
    for one in kind()
)
