using System.Globalization;
using System.Text;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Cli.Sources;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Cli.Running;

/// <summary>Where the signed bundles of runs lie, one file per run; the newest of an environment is the one that the next names.</summary>
internal sealed class EvidenceFolder
{
    private const string Suffix = BundleLedger.BundleSuffix;

    private const string FleetSuffix = ".fleet.json";

    private readonly string _folder;

    private readonly string _prefix;

    private readonly IReadOnlyList<Anchor> _anchors;

    private EvidenceFolder(string folder, string prefix, IReadOnlyList<Anchor> anchors)
    {
        _folder = folder;
        _anchors = anchors;
        _prefix = prefix;
    }

    /// <summary>Opens the folder and proves that it can be written, before anything runs that must leave evidence.</summary>
    public static EvidenceFolder Open(GovernedEnvironment environment, string? folder)
    {
        var place = PlaceOf(environment, folder);

        try
        {
            Directory.CreateDirectory(place);
            var probe = Path.Combine(place, $".{Guid.CreateVersion7():N}.tmp");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException(
                $"Evidence could not be written to '{place}': {failure.Message}",
                "Name a folder that this user may write to with --evidence DIR: nothing runs that leaves no evidence.",
                failure);
        }

        return new EvidenceFolder(place, PrefixOf(environment.Target.Name, environment.Environment.Name), environment.IsInFleet ? [] : Anchors.Of(environment.Source));
    }

    /// <summary>The ledger of this folder, with everything entered that earlier runs could not enter.</summary>
    public BundleLedger OpenLedger(SigningKey key) => BundleLedger.Open(_folder, key, _anchors);

    /// <summary>The option's folder, or the configuration's.</summary>
    public static string PlaceOf(GovernedEnvironment environment, string? option) => option ?? environment.Source.Resolve(environment.Source.Configuration.Evidence.Folder);

    /// <summary>The key that signs: the option's, or the configuration's.</summary>
    public static SigningKey ReadKey(GovernedEnvironment environment, string? option)
    {
        var configured = environment.Source.Configuration.Evidence.Key;
        var place = option ?? (configured is null || configured.StartsWith("${", StringComparison.Ordinal) ? configured : environment.Source.Resolve(configured));

        return KeyFile.Read(place ?? throw new GateException(
            "No key signs the evidence of this run.",
            "Make one with changegate key --name runner, and name it under evidence.key or with --key FILE."));
    }

    /// <summary>The digest of the newest bundle; null for the first.</summary>
    public Digest? Previous()
    {
        var newest = Directory.EnumerateFiles(_folder, $"{_prefix}*{Suffix}").Max(StringComparer.Ordinal);

        return newest is null ? null : EvidenceBundle.Parse(File.ReadAllBytes(newest), newest).Digest;
    }

    /// <summary>What each bundle of the environment says, oldest first, one at a time.</summary>
    public IEnumerable<EvidenceContents> Contents() => Directory.EnumerateFiles(_folder, $"{_prefix}*{Suffix}").Order(StringComparer.Ordinal).Select(static path => EvidenceContents.Of(EvidenceBundle.Parse(File.ReadAllBytes(path), path)));

    /// <summary>Writes the bundle whole or not at all, and returns its path.</summary>
    public string Save(EvidenceBundle bundle, DateTimeOffset at, string runId)
    {
        var path = Path.Combine(_folder, $"{_prefix}{Stamp(at)}.{Plain(runId)}{Suffix}");

        try
        {
            Write(path, bundle.Pieces());
            return path;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException(
                $"Run {runId} has ended as its journal says, and its evidence could not be written to '{path}': {failure.Message}",
                "The journal has every statement of it (`changegate status`); make room there before the next run.",
                failure);
        }
    }

    /// <summary>Keeps beside the bundles of a fleet's members what became of all of them. It is not signed: the bundles are.</summary>
    /// <returns>Its path.</returns>
    public static string KeepFleet(GovernedEnvironment environment, string? folder, DateTimeOffset at, string json)
    {
        var opened = Open(environment, folder);
        var path = Path.Combine(opened._folder, $"{opened._prefix}{Stamp(at)}{FleetSuffix}");
        Write(path, [Encoding.UTF8.GetBytes(json)]);

        return path;
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);

    // Its name is on the disk as well before the ledger counts it.
    private static void Write(string path, IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        var temporary = path + ".tmp";
        DurableFile.Write(temporary, pieces, FileMode.CreateNew);
        File.Move(temporary, path);
        DurableFile.SettleFolder(Path.GetDirectoryName(path)!); // Every file is in a folder.
    }

    /// <summary>What the names of an environment's bundles begin with; no other environment's do, on file systems that ignore case as well.</summary>
    public static string PrefixOf(string target, string environment) => $"{Plain(target)}.{Plain(environment)}.";

    private static string Plain(string name) => string.Concat(Encoding.UTF8.GetBytes(name).Select(Plain));

    private static string Plain(byte part) => char.IsAsciiLetterLower((char)part) || char.IsAsciiDigit((char)part) || part is (byte)'-' or (byte)'_'
        ? ((char)part).ToString()
        : $"%{part:X2}";
}
