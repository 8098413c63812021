using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Migrations;

/// <summary>What an approval covers, as bytes.</summary>
public static class SetDigest
{
    public static Digest Of(MigrationSet set, Digest footprint) => Digest.Of(Manifest(set, footprint));

    public static byte[] Manifest(MigrationSet set, Digest footprint)
    {
        using var manifest = new Manifest("changegate/set/v1");
        manifest.Add("target", set.Target);
        manifest.Add("environment-class", KebabCase.From(set.EnvironmentClass.ToString()));
        manifest.Add("dialect", set.Dialect.ToKeyword());
        manifest.Add("engine", set.Engine);
        manifest.Add("footprint", footprint);
        manifest.Add("migrations", set.Proposed.Count);

        foreach (var migration in set.Proposed)
        {
            manifest.Add("path", migration.Path);
            manifest.Add("change", KebabCase.From(migration.Change.ToString()));
            manifest.Add("digest", migration.Digest);
            manifest.Add("previous-path", migration.PreviousPath);
            AddDown(manifest, migration.Down);
        }

        return manifest.ToArray();
    }

    private static void AddDown(Manifest manifest, ReverseScript? down)
    {
        if (down is null)
        {
            manifest.Add("down", value: null);
        }
        else
        {
            manifest.Add("down", down.Digest);
        }
    }
}
