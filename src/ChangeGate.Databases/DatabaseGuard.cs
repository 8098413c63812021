using ChangeGate.Databases.PostgreSql.Guard;
using ChangeGate.Failures;
using ChangeGate.Runs;

namespace ChangeGate.Databases;

/// <summary>The guard inside a database: event triggers that record every change of the schema, and refuse those that come round the gate.</summary>
/// <param name="engine">Where.</param>
public sealed class DatabaseGuard(IEngine engine)
{
    /// <summary>Whom the engine's connections log in as.</summary>
    /// <exception cref="GateException">The engine can have no guard.</exception>
    public string User => Guard.User;

    private PostgreSqlGuard Guard => engine.Guard ?? throw new GateException($"{engine.Server} knows no event triggers: no guard can be inside of it.", "Guard its file by the rights on it; a guard can be inside of PostgreSQL.");

    /// <summary>The same as SQL, one statement an entry, for a superuser who wants to read it first.</summary>
    public static IReadOnlyList<string> Script(GuardRequest request) => ["begin", .. GuardScript.Install(request), "commit"];

    /// <summary>Where one is installed already it is brought to this version and setting, and keeps what it recorded.</summary>
    public Task InstallAsync(GuardRequest request, CancellationToken cancellation) => Guard.InstallAsync(request, cancellation);

    /// <summary>Nothing of it is left, and nothing of what it recorded.</summary>
    public Task UninstallAsync(CancellationToken cancellation) => Guard.UninstallAsync(cancellation);

    public Task<GuardStatus> StatusAsync(CancellationToken cancellation) => engine.Guard is { } guard ? guard.ReadAsync(cancellation) : Task.FromResult(GuardStatus.None);

    /// <summary>What was recorded at that moment or later, oldest first.</summary>
    public async Task<IReadOnlyList<GuardEvent>> EventsAsync(DateTimeOffset since, CancellationToken cancellation) => await Guard.EventsAsync(since, cancellation);
}
