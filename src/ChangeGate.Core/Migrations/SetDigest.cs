using System.Globalization;
using System.Text;
using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Migrations;

/// <summary>
/// What an approval covers, as bytes: a manifest in which every value stands with its length, so that no two different sets share one.
/// docs/digest.md describes it byte by byte.
/// </summary>
public static class SetDigest
{
    private const string Version = "changegate/set/v1\n";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Digest Of(MigrationSet set, Digest footprint) => Digest.Of(Manifest(set, footprint));

    public static byte[] Manifest(MigrationSet set, Digest footprint)
    {
        using var manifest = new MemoryStream();
        manifest.Write(StrictUtf8.GetBytes(Version));
        Write(manifest, "target", set.Target);
        Write(manifest, "environment-class", KebabCase.From(set.EnvironmentClass.ToString()));
        Write(manifest, "dialect", set.Dialect.ToKeyword());
        Write(manifest, "engine", set.Engine.ToString(CultureInfo.InvariantCulture));
        Write(manifest, "footprint", RequireDigest(footprint, nameof(footprint)));
        Write(manifest, "migrations", set.Proposed.Count.ToString(CultureInfo.InvariantCulture));

        foreach (var migration in set.Proposed)
        {
            Write(manifest, "path", migration.Path);
            Write(manifest, "change", KebabCase.From(migration.Change.ToString()));
            Write(manifest, "digest", RequireDigest(migration.Digest, nameof(set)));
            Write(manifest, "previous-path", migration.PreviousPath);
            Write(manifest, "down", migration.Down is { } down ? RequireDigest(down.Digest, nameof(set)) : null);
        }

        return manifest.ToArray();
    }

    private static string RequireDigest(Digest digest, string parameter) =>
        digest == default ? throw new ArgumentException("A set without all its digests has none of its own.", parameter) : digest.ToString();

    private static void Write(MemoryStream manifest, string name, string? value)
    {
        if (value is null)
        {
            manifest.Write(StrictUtf8.GetBytes($"{name} -\n"));
            return;
        }

        var bytes = Encode(value);
        manifest.Write(StrictUtf8.GetBytes($"{name} {bytes.Length.ToString(CultureInfo.InvariantCulture)}:"));
        manifest.Write(bytes);
        manifest.WriteByte((byte)'\n');
    }

    private static byte[] Encode(string value)
    {
        try
        {
            return StrictUtf8.GetBytes(value);
        }
        catch (EncoderFallbackException)
        {
            // Replacing what is broken would give two different names one digest.
            throw new GateException($"The name `{value.Replace('\uFFFD', '?')}` is not valid Unicode.", "Rename the file.");
        }
    }
}
