using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql.Catalog;

/// <summary>Asks the catalogs of one connection, whose search path is <c>public</c>, so that every name comes back in its shortest true form.</summary>
internal sealed class CatalogQuery(NpgsqlConnection connection, CancellationToken cancellation)
{
    /// <summary>Schemas that are a user's: not the system's, not temporary, not ChangeGate's own.</summary>
    public const string UserSchema = """n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'changegate', 'changegate_guard')""";

    /// <summary>The same will be asked again over this connection: the server shall plan it once. Planning takes longer than answering.</summary>
    public bool IsAskedAgain { get; init; }

    public int Version { get; } = connection.PostgreSqlVersion.Major;

    /// <summary>Whatever the server was born with has a smaller oid (FirstNormalObjectId in access/transam.h): most of the rows of a catalog.</summary>
    public const string FirstOid = "16384";

    /// <summary>An extension's members come and go with it and are no part of a team's schema.</summary>
    public static string NotOfExtension(string catalog, string oid) =>
        $"{oid} not in (select x.objid from pg_depend x where x.refclassid = 'pg_extension'::regclass and x.classid = '{catalog}'::regclass and x.deptype = 'e')";

    /// <summary>As <c>obj_description</c>, which the server would call for every row like a function of a user's.</summary>
    public static string CommentOn(string catalog, string oid) =>
        $"(select said.description from pg_description said where said.classoid = '{catalog}'::regclass and said.objoid = {oid} and said.objsubid = 0)";

    public async Task<List<T>> ReadAsync<T>(string sql, Func<CatalogRow, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);

        if (IsAskedAgain)
        {
            await command.PrepareAsync(cancellation);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();

        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(new CatalogRow(reader)));
        }

        return rows;
    }

    public async Task<List<T>> ReadAllAsync<T>(string sql, Func<CatalogRow, IEnumerable<T>> read) =>
        [.. (await ReadAsync(sql, row => read(row).ToList())).SelectMany(items => items)];
}

/// <summary>One row of a catalog query, by position.</summary>
internal readonly struct CatalogRow(NpgsqlDataReader reader)
{
    public uint Oid(int column) => reader.GetFieldValue<uint>(column);

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public bool Flag(int column) => !reader.IsDBNull(column) && reader.GetBoolean(column);

    public short Short(int column) => reader.GetInt16(column);

    public int Number(int column) => reader.GetInt32(column);

    public long Long(int column) => reader.GetInt64(column);

    public EquatableList<string> Texts(int column) => reader.IsDBNull(column) ? [] : [.. reader.GetFieldValue<string[]>(column)];

    public short[] Numbers(int column) => reader.IsDBNull(column) ? [] : reader.GetFieldValue<short[]>(column);

    public ObjectName Name(int schema) => new(Text(schema), Text(schema + 1));

    public ObjectName? NameOrNull(int schema) => reader.IsDBNull(schema) ? null : Name(schema);

    /// <summary>From three columns: format_type's text, then schema and name of the element type where a user made it.</summary>
    public DataType Type(int column) => TypeSpelling.Read(Text(column), NameOrNull(column + 1));

    public T Letter<T>(int column, params (string Letter, T Value)[] values)
    {
        var letter = TextOrNull(column) ?? "";
        var found = Array.FindIndex(values, value => value.Letter == letter);
        return found >= 0 ? values[found].Value : throw new UnreachableException($"The catalog holds the letter `{letter}`, which has no meaning here.");
    }
}
