"""A query for a number that no column holds finds nothing.

Django has it so where one number is compared with a column of numbers. Here it is so for lists of them and for
relations too: what an address or a form says would otherwise be an error of the database's driver.
"""

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject, IntegerField
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

type Parameters = tuple[str | int, ...]


@IntegerField.register_lookup
class InRange(In):
    """`in`, without the numbers that no row can have."""

    def process_rhs(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Parameters]:
        if self.rhs_is_direct_value():
            self.rhs = [each for each in self.rhs if fits(each, self.lhs.output_field, connection)]
        return super().process_rhs(compiler, connection)


@ForeignObject.register_lookup
class RelatedInRange(RelatedIn):
    """`in` for relations, without the numbers that no row can have."""

    def process_rhs(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Parameters]:
        if self.rhs_is_direct_value():
            self.rhs = [each for each in self.rhs if fits(each, self.lhs.output_field, connection)]
        return super().process_rhs(compiler, connection)


@ForeignObject.register_lookup
class RelatedExactInRange(RelatedExact):
    """One related row; none has a number that no row can have."""

    def process_rhs(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Parameters]:
        if self.rhs_is_direct_value() and not fits(self.rhs, self.lhs.output_field, connection):
            raise EmptyResultSet
        return super().process_rhs(compiler, connection)


def fits(value: object, field: Field, connection: BaseDatabaseWrapper) -> bool:
    """Whether a column could hold a value; what is no number is not judged here."""
    while hasattr(field, "path_infos"):
        field = field.path_infos[-1].target_fields[-1]
    if not isinstance(value, int) or not isinstance(field, IntegerField):
        return True
    least, most = connection.ops.integer_field_range(field.get_internal_type())
    return (least is None or value >= least) and (most is None or value <= most)
