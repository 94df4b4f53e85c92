"""What the program requires of a data package: tables, columns, types, vocabularies and keys."""

from __future__ import annotations

LEDGER, FINGERPRINTS = "ledger", "fingerprints"
TABLES = ("claims", "cities", "areas", "institutions", "measures", "topics", "articles", "changes", FINGERPRINTS)
COLUMNS = {
    "claims": "claim_id article paragraph city aspect area institution relation basis measure counts value value_high qualifier unit "
    "boundary period aim status speaker speaker_kind interest as_printed statement method operation inputs restates same_as topic note "
    "excused",
    "cities": "city name chinese_name role order",
    "areas": "area name chinese_name group",
    "institutions": "institution name short printed_names chinese_name kind naming part_of owner home",
    "measures": "measure name dimension definition comparable",
    "topics": "topic question difference",
    "articles": "article short outlet outlet_kind outlet_known author title published published_known file paragraphs sha256 note",
    "changes": "version date claim_id change fields note",
    "ledger": "article paragraph sha256 gist claims reason left_out",
    "fingerprints": "table key version sha256",
}
"""The columns the program reads, by table; the descriptor says what they mean."""
TYPES = {"paragraph": "integer", "paragraphs": "integer", "order": "integer", "value": "number", "value_high": "number"}
"""The required types by column; every other column the program reads is text."""
WORDS = {
    "aspect": "focus_area institution figure",
    "basis": "assigned own_plan existing expected mentioned",
    "status": "in_place announced target forecast claimed",
    "method": "reported derived",
    "role": "hub nation",
    "change": "added changed withdrawn",
}
"""The vocabularies the program depends on, by column: a table may use a subset of the words and no others."""
KEYS = {"changes": ("version", "claim_id"), "ledger": ("article", "paragraph"), FINGERPRINTS: ("table", "key")}
"""Primary keys that are not the first column alone."""
