using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Several statements that go to the server in one round trip.</summary>
internal static class Batches
{
    public static NpgsqlBatch BatchOf(this NpgsqlConnection connection, IEnumerable<string> statements)
    {
        var batch = new NpgsqlBatch(connection);

        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        }

        return batch;
    }
}
