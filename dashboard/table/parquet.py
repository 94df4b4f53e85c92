"""Claims as Parquet: the columns of ``claims.csv`` with their types, for DuckDB, a data frame or a warehouse."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.table.release import read_release
from dashboard.table.schema import EDTF, Field, Package

PARQUET = "claims.parquet"


def parquet_bytes(package: Package, cells: Mapping[str, Sequence[object]]) -> bytes:
    """Write claims, given by column (``cells``: name to text or numbers), as a Parquet file; deterministic for one version of pyarrow.

    Text is a string, a whole number an int64, any other number a double, and a date stays EDTF in a string; an empty cell is null.
    Each column carries its title and description, and the file the title, version, day and licence of the data.
    """
    # Importing pyarrow takes a quarter of a second.
    import pyarrow as pa
    from pyarrow import parquet

    resource, release = package["claims"], read_release(package)
    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    fields = [pa.field(field.name, kinds[field.type], not field.required, _metadata(field)) for field in resource.fields]
    metadata = {
        "title": package.title, "description": resource.description, "version": package.version, "created": package.created[:10],
        "license": release.licence, "citation": release.citation,
    }  # fmt: skip
    columns = [pa.array([_value(field, cell) for cell in cells[field.name]], kinds[field.type]) for field in resource.fields]
    buffer = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata)), buffer)
    return buffer.getvalue()


def same_parquet(one: bytes, other: bytes) -> bool:
    """Whether two Parquet files hold the same columns, descriptions and rows, whichever pyarrow wrote them; False if one is unreadable."""
    import pyarrow as pa

    try:
        first, second = (_read(content) for content in (one, other))
    except (pa.ArrowException, OSError):
        return False
    return bool(first.schema.equals(second.schema, check_metadata=True) and first.equals(second))


def _read(content: bytes) -> Any:
    from pyarrow import parquet

    # A thread of pyarrow's that is still there when Python ends would abort the command.
    return parquet.ParquetFile(io.BytesIO(content), pre_buffer=False).read(use_threads=False)


def _metadata(field: Field) -> dict[str, str]:
    metadata = {"title": field.title, "description": field.description, "unit": field.unit, "rdfType": EDTF if field.edtf else ""}
    return {name: words for name, words in metadata.items() if words}


def _value(field: Field, cell: object) -> object:
    """A cell, as text or as a number, in the type of its column; None where it is empty."""
    if cell is None or cell == "" or cell != cell:
        return None
    if field.type == "integer":
        return int(str(cell))
    return float(str(cell)) if field.type == "number" else str(cell)
