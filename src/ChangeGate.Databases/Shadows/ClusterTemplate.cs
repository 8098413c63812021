using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>A data folder as <c>initdb</c> leaves it, with the limited role, made once for each version: to copy it takes a tenth of the time.</summary>
/// <param name="Data">The folder, which is never started itself.</param>
/// <param name="Password">Of the superuser, until a started copy gets another one.</param>
/// <param name="Database">What was kept, when this is no empty cluster.</param>
/// <param name="Note">What was said of it.</param>
internal sealed record ClusterTemplate(string Data, string Password, string? Database = null, string Note = "") : IDisposable
{
    // What is kept stays as long as somebody copies it.
    private FileStream? Held { get; init; }

    private const string Asked = """
        owner=$1 role=$2 oldpublic=$3 target=$4 powers=$5

        """;

    private const string Kept = """
        cp -a "$folder/made" "$target"
        """;

    // Another one whenever what ServerScripts.Make does changes, or what is kept.
    private const string Edition = "5";

    public static async Task<ClusterTemplate> GetAsync(PostgreSqlPrograms programs, ShadowOptions options, CancellationToken cancellation)
    {
        if (KeptFolder(programs, options) is { } kept && Directory.Exists(kept) && CacheFolder.TryHold(kept + ".lock") is { } held)
        {
            if (await ReadKeptAsync(kept, held, cancellation) is { } template)
            {
                return template;
            }

            await held.DisposeAsync();
        }

        return await GetEmptyAsync(programs, options, cancellation);
    }

    public void Dispose() => Held?.Dispose();

    private static async Task<ClusterTemplate?> ReadKeptAsync(string kept, FileStream held, CancellationToken cancellation)
    {
        try
        {
            var empty = await ReadAsync(kept, cancellation);
            return empty with { Database = await File.ReadAllTextAsync(Path.Combine(kept, "database"), cancellation), Note = await File.ReadAllTextAsync(Path.Combine(kept, "note"), cancellation), Held = held };
        }
        catch (IOException)
        {
            // It was removed before it was held.
            return null;
        }
    }

    private static async Task<ClusterTemplate> GetEmptyAsync(PostgreSqlPrograms programs, ShadowOptions options, CancellationToken cancellation)
    {
        var folder = EmptyFolder(programs, options);

        if (!Directory.Exists(folder))
        {
            CacheFolder.Make(Path.GetDirectoryName(folder)!);
            using var held = await CacheFolder.LockAsync(folder + ".lock", cancellation);

            if (!Directory.Exists(folder))
            {
                await MakeAsync(folder, programs, options, cancellation);
            }
        }

        return await ReadAsync(folder, cancellation);
    }

    /// <summary>Null when nothing is to be kept.</summary>
    public static string? KeptFolder(PostgreSqlPrograms programs, ShadowOptions options) =>
        options.Kept is { } name ? $"{EmptyFolder(programs, options)}-{CacheFolder.Checked(name)}" : null;

    /// <param name="data">Of a server in which nothing happens since its last checkpoint: a copy starts like one whose power failed at that moment.</param>
    public static async Task KeepAsync(string folder, string data, ClusterTemplate template, CancellationToken cancellation)
    {
        using var held = await CacheFolder.LockAsync(folder + ".lock", cancellation);
        var unfinished = folder + ".unfinished";

        if (Directory.Exists(folder))
        {
            return;
        }

        CacheFolder.Clear(unfinished);

        CacheFolder.Make(unfinished);
        using var copy = Process.Start("cp", ["-a", data, template.Data]);
        await copy.WaitForExitAsync(cancellation);

        if (copy.ExitCode != 0)
        {
            throw new IOException("The data folder could not be copied.");
        }

        File.Delete(Path.Combine(template.Data, "postmaster.pid"));
        await File.WriteAllTextAsync(Path.Combine(unfinished, "password"), template.Password, cancellation);
        await File.WriteAllTextAsync(Path.Combine(unfinished, "database"), template.Database, cancellation);
        await File.WriteAllTextAsync(Path.Combine(unfinished, "note"), template.Note, cancellation);
        Directory.Move(unfinished, folder);
        CacheFolder.ForgetOldest(
            new DirectoryInfo(Path.GetDirectoryName(folder)!).EnumerateDirectories().Where(static kept => File.Exists(Path.Combine(kept.FullName, "database"))),
            static kept => ((DirectoryInfo)kept).Delete(recursive: true)); // enumerated above
    }

    private static string EmptyFolder(PostgreSqlPrograms programs, ShadowOptions options)
    {
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Edition} {options.IsRoot} {programs.Folder}")))[..12];
        return Path.Combine(options.CacheFolder, "clusters", $"{programs.Version}-{place}");
    }

    private static async Task<ClusterTemplate> ReadAsync(string folder, CancellationToken cancellation) =>
        new(Path.Combine(folder, "data"), await File.ReadAllTextAsync(Path.Combine(folder, "password"), cancellation));

    private static async Task MakeAsync(string folder, PostgreSqlPrograms programs, ShadowOptions options, CancellationToken cancellation)
    {
        using var temporary = PrivateFolder.Create(options.TemporaryFolder);
        var unfinished = folder + ".unfinished";

        CacheFolder.Clear(unfinished);

        using var process = ServerShell.Start(Asked + ServerScripts.Make + Kept, programs, temporary.Path, options, PostgreSqlCluster.Owner, PostgreSqlCluster.Role, programs.Major < 15 ? "yes" : "", unfinished, $"{SystemTriggers.Definition}\n{SystemCatalogs.Definition}");
        await process.StandardInput.WriteLineAsync(RandomNumberGenerator.GetHexString(40));
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);

        if (process.ExitCode != 0)
        {
            throw new GateException($"A cluster of PostgreSQL {programs.Version} could not be initialized: {ServerLog.LastLine(said)}.", $"Run `{programs.Folder}/initdb` by hand to see why, or name a server for shadows by its connection string.");
        }

        Directory.Move(unfinished, folder);
    }
}
