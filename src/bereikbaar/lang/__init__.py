"""Languages of outputs: texts by gettext catalogues, numbers and dates as people write them.

The text in the code is the English one; ``locale/<lang>/LC_MESSAGES/bereikbaar.po`` holds the others. Error messages
are English and do not pass here.
"""

from bereikbaar.lang.language import LANGS, Language, msgid, translate
from bereikbaar.lang.numbers import with_comma
from bereikbaar.lang.text import (
    Remark,
    Text,
    both,
    count,
    first_of,
    in_a_row,
    lowered,
    plainly,
    remark,
    said,
    same,
    sentences,
    table_in,
)

__all__ = [
    "LANGS",
    "Language",
    "Remark",
    "Text",
    "both",
    "count",
    "first_of",
    "in_a_row",
    "lowered",
    "msgid",
    "plainly",
    "remark",
    "said",
    "same",
    "sentences",
    "table_in",
    "translate",
    "with_comma",
]
