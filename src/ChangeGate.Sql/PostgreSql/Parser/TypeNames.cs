using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Types by their names in the catalog (<c>int4</c>), which the engine prints under their standard names.</summary>
internal static class TypeNames
{
    /// <summary>null where the name is not one of those.</summary>
    public static DataType? Catalog(string name, EquatableList<string> modifiers) => name switch
    {
        "int2" => DataType.Simple("smallint"),
        "int4" => DataType.Simple("integer"),
        "int8" => DataType.Simple("bigint"),
        "float4" => DataType.Simple("real"),
        "float8" => DataType.Simple("double precision"),
        "bool" => DataType.Simple("boolean"),
        // numeric(5) is numeric(5,0).
        "numeric" => new DataType(null, "numeric", modifiers.Count == 1 ? [modifiers[0], "0"] : modifiers),
        "varchar" => new DataType(null, "character varying", modifiers),
        "bpchar" when modifiers.Count > 0 => new DataType(null, "character", modifiers),
        "char" => DataType.Simple("\"char\""),
        "varbit" => new DataType(null, "bit varying", modifiers),
        "timestamptz" => new DataType(null, "timestamp with time zone", modifiers),
        "timestamp" => new DataType(null, "timestamp without time zone", modifiers),
        "timetz" => new DataType(null, "time with time zone", modifiers),
        "time" => new DataType(null, "time without time zone", modifiers),
        _ => null,
    };

    /// <summary>A type as it must be written: names of users' types quoted where they have to be.</summary>
    public static string TextOf(DataType type)
    {
        if (type.Schema is null && IsWordOfGrammar(type.Name))
        {
            return type.ToString();
        }

        return (type with { Schema = type.Schema is null ? null : Quoting.Quote(type.Schema), Name = Quoting.Quote(type.Name) }).ToString();
    }

    private static bool IsWordOfGrammar(string name) => name is "smallint" or "integer" or "bigint" or "real" or "double precision" or "boolean" or "numeric"
        or "character varying" or "character" or "\"char\"" or "bit" or "bit varying" or "timestamp with time zone" or "timestamp without time zone"
        or "time with time zone" or "time without time zone" or "json"
        || name.StartsWith("interval", StringComparison.Ordinal);

    /// <summary>The integer that a serial type is; null for any other.</summary>
    public static string? SerialBase(DataType type) => type.Schema is null && type.ArrayDimensions == 0
        ? type.Name switch
        {
            "serial" or "serial4" => "integer",
            "bigserial" or "serial8" => "bigint",
            "smallserial" or "serial2" => "smallint",
            _ => null,
        }
        : null;
}
