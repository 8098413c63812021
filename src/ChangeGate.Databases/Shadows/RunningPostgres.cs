namespace ChangeGate.Databases.Shadows;

/// <summary>A server of our own that runs, as a process of this machine or in a container, with the cluster that <see cref="ServerScripts.Make"/> makes. It is gone when it is disposed of.</summary>
internal abstract class RunningPostgres : IDisposable
{
    /// <summary>Private, with the socket that leads to the server.</summary>
    public abstract string Folder { get; }

    public abstract int Major { get; }

    /// <summary>As <see cref="ShadowServer.Description"/>.</summary>
    public abstract string Description { get; }

    /// <summary>Of the owner, as the server started.</summary>
    public abstract string Password { get; }

    /// <summary>What was kept before, when it began with that.</summary>
    public virtual string? KeptDatabase => null;

    public virtual string KeptNote => "";

    /// <summary>Whether <see cref="KeepAsync"/> is of use.</summary>
    public virtual bool Keeps => false;

    /// <summary>Keeps the data for the next server, while nothing happens in it.</summary>
    public virtual Task KeepAsync(KeptContent content, CancellationToken cancellation) => Task.CompletedTask;

    public abstract Task<DiskSpace> MeasureAsync(ShadowDatabases databases, CancellationToken cancellation);

    public abstract void Dispose();

    /// <summary>Ends what still runs for a private folder whose holder is gone.</summary>
    protected static void EndAbandoned(string folder)
    {
        ServerProcess.EndIn(folder);
        ServerContainer.RemoveAbandoned(folder);
    }
}

/// <param name="Password">Of the owner.</param>
/// <param name="Database">The one that is worth it.</param>
/// <param name="Note">What is to be known of it.</param>
internal sealed record KeptContent(string Password, string Database, string Note);

/// <summary>In bytes, where the data of a server lies.</summary>
internal readonly record struct DiskSpace(long Used, long Free);
