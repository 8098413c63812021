using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Failures;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Shadows;

/// <summary>One file. Its mark is its place: it lies in the folder that this process made and holds.</summary>
internal sealed class SqliteShadow : Shadow
{
    private readonly SqliteShadowServer _server;

    public SqliteShadow(SqliteShadowServer server, string path)
    {
        _server = server;
        Path = path;
        Address = new EngineAddress(Dialect.Sqlite, new ConnectionString(path)) { MayCreate = true, Confine = connection => SqliteConfinement.Apply((SqliteConnection)connection, server.Options) };
    }

    public string Path { get; }

    public override EngineAddress Address { get; }

    internal override TimeSpan? StatementLimit => _server.Options.StatementLimit;

    public override Task<Shadow> CopyAsync(CancellationToken cancellation) => Task.FromResult<Shadow>(_server.Copy(Path));

    public override ValueTask DisposeAsync()
    {
        foreach (var end in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(Path + end);
        }

        return ValueTask.CompletedTask;
    }

    internal override Task VerifyAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (connection is not SqliteConnection sqlite || sqlite.DataSource != Path)
        {
            throw new GateException("This connection does not lead to the shadow database.", "Nothing was run on it. Report this as a fault of ChangeGate.");
        }

        SqliteConfinement.Apply(sqlite, _server.Options);
        return Task.CompletedTask;
    }
}
