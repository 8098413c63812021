using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Rehearsals;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// Between a migration and its rollback clients write. Here they insert, change and delete rows of the tables that the migration touched, and then it is
/// taken back: what they wrote has to be there still, and what they deleted must not be back.
/// </summary>
internal sealed class ClientWrites(RunSession session, ISqlDialect dialect, PlannedMigration planned)
{
    /// <param name="proof">That the rollback works while nobody writes.</param>
    /// <param name="states">The schema before the migration, and after it, which is where the shadow stands.</param>
    /// <param name="down">Takes the migration back.</param>
    /// <param name="cancellation">Between statements.</param>
    public async Task<RollbackProof> ProveAsync(RollbackProof proof, (ShadowState Before, ShadowState Reached) states, Func<Task<ShadowOutcome>> down, CancellationToken cancellation)
    {
        var clients = ClientTables.Of(states.Before.Schema, states.Reached.Schema, planned.Script);
        var gone = clients.Added.Count == 0 ? null : $"What is written into {Said(clients.Added)} goes with it, since the rollback drops it.";

        if (clients.Tables.Count == 0)
        {
            return proof with { WritesBecause = gone };
        }

        try
        {
            var (found, left) = await WriteAsync(clients, cancellation);

            if (await down() is { Failure: { } failure })
            {
                return proof with { WritesKept = false, WritesBecause = Join($"Once clients have written, the rollback is refused: {failure.Code}: {failure.Message}.", gone) };
            }

            var kept = await ReadAsync(clients, cancellation);
            var lost = clients.Tables.Select((table, index) => LostWrites.Between(found[index], left[index], kept[index], Adds(table))).OfType<string>().ToList();

            return Judged(proof, lost, gone);
        }
        catch (DbException)
        {
            // The engine does not take such writes here: then nothing is known.
            return proof with { WritesBecause = gone };
        }
    }

    private RollbackProof Judged(RollbackProof proof, List<string> lost, string? gone)
    {
        if (lost.Count == 0)
        {
            return proof with { WritesKept = true, WritesBecause = gone };
        }

        var said = $"Writes between the migration and its rollback are lost: {string.Join("; ", lost)}.";
        var claims = planned.Rollback is { Reversibility: Reversibility.WithData, FromDownScript: false };

        return proof with
        {
            Verdict = claims ? ProofVerdict.Fails : proof.Verdict,
            Because = claims ? said : proof.Because,
            WritesKept = false,
            WritesBecause = Join(said, gone),
        };
    }

    private async Task<(List<ClientContent> Found, List<ClientContent> Left)> WriteAsync(ClientTables clients, CancellationToken cancellation)
    {
        await using var work = await session.OpenWorkAsync(cancellation);
        var writer = new ClientWriter(work.Connection, dialect.Dialect);
        var found = await ReadAsync(work.Connection, clients, cancellation);
        await writer.BeginAsync(cancellation);
        await writer.InsertAsync(clients.Rows, cancellation);
        var filled = await ReadAsync(work.Connection, clients, cancellation);

        foreach (var (before, now) in found.Zip(filled))
        {
            await writer.ChangeAsync(before, now, cancellation);
        }

        // Children first, where that is possible: what is referred to is not deleted.
        foreach (var before in Enumerable.Reverse(found))
        {
            await writer.DeleteAsync(before, cancellation);
        }

        await writer.CommitAsync(cancellation);

        return (found, await ReadAsync(work.Connection, clients, cancellation));
    }

    private async Task<List<ClientContent>> ReadAsync(ClientTables clients, CancellationToken cancellation)
    {
        await using var work = await session.OpenWorkAsync(cancellation);

        return await ReadAsync(work.Connection, clients, cancellation);
    }

    private async Task<List<ClientContent>> ReadAsync(DbConnection connection, ClientTables clients, CancellationToken cancellation)
    {
        var contents = new List<ClientContent>();

        foreach (var table in clients.Tables)
        {
            contents.Add(await ClientContent.ReadAsync(connection, dialect.Dialect, table, cancellation));
        }

        return contents;
    }

    // Rows that the migration itself adds go with it, whatever clients have made of them.
    private bool Adds(ClientTable table) => planned.Script.Statements.SelectMany(static statement => statement.Changes)
        .Any(change => change is InsertRows or MergeRows or CopyRows or Unclassified or RunBlock or CallProcedure or ReadRows { Calls.Count: > 0 } && (change.Subject is not { } subject || string.Equals(subject.Name.Name, table.Name.Name, StringComparison.OrdinalIgnoreCase)));

    private static string Join(string first, string? second) => second is null ? first : $"{first} {second}";

    private static string Said(IEnumerable<ObjectName> tables) => string.Join(", ", tables.Select(static table => $"`{table}`"));
}
