using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using Npgsql;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Decides from the catalogs what became of an autocommit statement whose end nobody recorded. It never guesses.</summary>
internal static class PostgreSqlAftermath
{
    private sealed record Leftover(ObjectName Index, bool Valid);

    public static async Task<Aftermath> ExamineAsync(NpgsqlConnection connection, RunnableStatement statement, SchemaSnapshot? recorded, CancellationToken cancellation)
    {
        // A name without a schema is then looked for along a path that is not the one of this connection.
        if (statement.Changes is not [var change] || statement.SearchPathIsTheScripts)
        {
            return Unknown;
        }

        return change switch
        {
            CreateIndex { Concurrent: true } create => OfCreate(create, await NewIndexesAsync(connection, create.Index.Table, recorded, cancellation)),
            Changes.Reindex { Concurrent: true } => OfReindex(await NewIndexesAsync(connection, null, recorded, cancellation)),
            DropIndex { Concurrent: true } drop => await OfDropAsync(connection, drop, cancellation),
            DetachPartition { Concurrent: true } detach => await OfDetachAsync(connection, detach, cancellation),
            AddEnumValue add => await OfEnumValueAsync(connection, add, cancellation),
            Maintain or SetPragma => new Aftermath(Effect.None, [], "Upkeep may be done twice."),
            _ => Unknown,
        };
    }

    private static Aftermath Unknown { get; } = new(Effect.Unknown, [], "The catalogs do not tell whether it took effect.");

    private static Aftermath OfCreate(CreateIndex create, List<Leftover> added)
    {
        var candidates = added.Where(index => create.Index.Name is null || index.Index.Name == create.Index.Name).ToList();

        return candidates switch
        {
            [] => new Aftermath(Effect.None, [], "The index is not there."),
            [{ Valid: true }] => new Aftermath(Effect.Complete, [], $"The index `{candidates[0].Index}` is there and valid."),
            _ when candidates.TrueForAll(index => !index.Valid) => new Aftermath(
                Effect.None,
                [.. candidates.Select(Drop)],
                $"The index `{candidates[0].Index}` was left invalid; it is dropped and built again."),
            _ => Unknown,
        };
    }

    // REINDEX CONCURRENTLY builds beside the old index under a name that ends in _ccnew, and leaves it, or the old one as _ccold, when it breaks off.
    private static Aftermath OfReindex(List<Leftover> added)
    {
        var halves = added.Where(index => !index.Valid && (index.Index.Name.Contains("_ccnew", StringComparison.Ordinal) || index.Index.Name.Contains("_ccold", StringComparison.Ordinal))).ToList();
        return new Aftermath(Effect.None, [.. halves.Select(Drop)], "Rebuilding an index may be done twice; what the first left invalid is dropped.");
    }

    private static async Task<Aftermath> OfDropAsync(NpgsqlConnection connection, DropIndex drop, CancellationToken cancellation) =>
        await ExistsAsync(connection, "select to_regclass($1) is not null", Written(drop.Index), cancellation)
            ? new Aftermath(Effect.None, [], $"The index `{drop.Index}` is still there.")
            : new Aftermath(Effect.Complete, [], $"The index `{drop.Index}` is gone.");

    private static async Task<Aftermath> OfDetachAsync(NpgsqlConnection connection, DetachPartition detach, CancellationToken cancellation)
    {
        var partition = Written(detach.Partition);

        if (!await ExistsAsync(connection, "select exists (select from pg_inherits where inhrelid = to_regclass($1))", partition, cancellation))
        {
            return new Aftermath(Effect.Complete, [], $"`{detach.Partition}` is no partition any more.");
        }

        return await ExistsAsync(connection, "select exists (select from pg_inherits where inhrelid = to_regclass($1) and inhdetachpending)", partition, cancellation)
            ? new Aftermath(Effect.Complete, [$"alter table {Written(detach.Table)} detach partition {partition} finalize"], $"Detaching `{detach.Partition}` was begun and is finished now.")
            : new Aftermath(Effect.None, [], $"`{detach.Partition}` is still a partition.");
    }

    private static async Task<Aftermath> OfEnumValueAsync(NpgsqlConnection connection, AddEnumValue add, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select exists (select from pg_enum where enumtypid = to_regtype($1) and enumlabel = $2)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = Written(add.Type) });
        command.Parameters.Add(new NpgsqlParameter { Value = add.Value });
        return await command.ExecuteScalarAsync(cancellation) is true ? new Aftermath(Effect.Complete, [], "The value is there.") : new Aftermath(Effect.None, [], "The value is not there.");
    }

    /// <summary>Indexes that the last recorded schema does not have.</summary>
    private static async Task<List<Leftover>> NewIndexesAsync(NpgsqlConnection connection, ObjectName? table, SchemaSnapshot? recorded, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select n.nspname, c.relname, i.indisvalid and i.indisready
            from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname !~ '^pg_' and ($1::text is null or i.indrelid = to_regclass($1))
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = table is { } name ? Written(name) : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<Leftover>();

        while (await reader.ReadAsync(cancellation))
        {
            var index = new ObjectName(reader.GetString(0), reader.GetString(1));

            if (recorded?.Find<Index>(new ObjectId(ObjectKind.Index, index)) is null)
            {
                found.Add(new Leftover(index, reader.GetBoolean(2)));
            }
        }

        return found;
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string sql, string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static string Drop(Leftover index) => $"drop index concurrently {Written(index.Index)}";

    private static string Written(ObjectName name) => SqlDialects.For(Dialect.PostgreSql).Quote(name);
}
