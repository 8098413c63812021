using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Sequences, also those of serial columns. An identity column's is a part of the column, and holds its name.</summary>
internal static class SequenceCatalog
{
    private static readonly string Sequences = $"""
        select n.nspname, c.relname, format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
               tn.nspname, t.relname, a.attname, {CatalogQuery.CommentOn("pg_class", "c.oid")}, d.deptype = 'i'
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        join pg_sequence s on s.seqrelid = c.oid
        left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 and d.deptype in ('a', 'i')
        left join pg_class t on t.oid = d.refobjid
        left join pg_namespace tn on tn.oid = t.relnamespace
        left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
        where c.relkind = 'S' and {CatalogQuery.UserSchema}
        """;

    public static async Task<IEnumerable<Sequence>> ReadAsync(CatalogQuery query) =>
        await query.ReadAsync($"{Sequences} and {CatalogQuery.NotOfExtension("pg_class", "c.oid")}", Read);

    private static Sequence Read(CatalogRow row) => new()
    {
        Id = new ObjectId(ObjectKind.Sequence, row.Name(0)),
        Options = [.. Options(row)],
        OwnedBy = row.NameOrNull(9) is { } table ? ObjectId.Column(table, row.Text(11)) : null,
        Comment = row.TextOrNull(12),
        OfIdentity = row.Flag(13),
    };

    /// <summary>What differs from a plain CREATE SEQUENCE.</summary>
    private static IEnumerable<string> Options(CatalogRow row)
    {
        var (start, increment, minimum, maximum) = (row.Long(3), row.Long(4), row.Long(5), row.Long(6));
        var (lowest, highest) = row.Text(2) switch
        {
            "smallint" => (short.MinValue, short.MaxValue),
            "integer" => (int.MinValue, int.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        var ascends = increment > 0;
        var (usualMinimum, usualMaximum) = ascends ? (1L, highest) : (lowest, -1L);

        if (row.Text(2) != "bigint")
        {
            yield return $"AS {row.Text(2)}";
        }

        if (increment != 1)
        {
            yield return $"INCREMENT BY {increment}";
        }

        if (minimum != usualMinimum)
        {
            yield return $"MINVALUE {minimum}";
        }

        if (maximum != usualMaximum)
        {
            yield return $"MAXVALUE {maximum}";
        }

        if (start != (ascends ? minimum : maximum))
        {
            yield return $"START WITH {start}";
        }

        if (row.Long(7) != 1)
        {
            yield return $"CACHE {row.Long(7)}";
        }

        if (row.Flag(8))
        {
            yield return "CYCLE";
        }
    }
}
