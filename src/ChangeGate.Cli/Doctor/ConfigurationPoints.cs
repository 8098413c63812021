using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Cli.Setup;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Doctor;

/// <summary>The configuration, and whether what it names is there.</summary>
internal sealed partial class ConfigurationPoints(RepositoryFiles files, string path)
{
    /// <summary>null where it could not be read.</summary>
    public Configuration? Configuration { get; private set; }

    public IReadOnlyList<SetupPoint> Look()
    {
        ConfigurationSource? source;

        try
        {
            source = File.Exists(files.PathTo(path)) ? ConfigurationSource.OnDisk(files.PathTo(path)) : null;
        }
        catch (GateException failure)
        {
            return [new SetupPoint("configuration", PointState.Fails, failure.Problem.Replace(files.PathTo(path), path, StringComparison.Ordinal)) { Remedy = failure.Remedy }];
        }

        if (source is null)
        {
            return [new SetupPoint("configuration", PointState.Fails, $"There is no {Prose.Name(path)}: on GitHub, nothing can be judged.") { Remedy = "Write one with `changegate init`." }];
        }

        Configuration = source.Configuration;
        return
        [
            .. Tracked(),
            .. Configuration.Targets.SelectMany(target => Target(source, target)),
            .. Uncovered(source),
            .. Key(source),
            .. Configuration.Targets.Count > 0 ? PolicyPoints.Of(Configuration) : [new SetupPoint("targets", PointState.Fails, "The configuration has no target: nothing is judged.") { Remedy = "Write targets with `changegate init --print`." }],
        ];
    }

    private IEnumerable<SetupPoint> Tracked()
    {
        if (files.IsLink(path))
        {
            yield return new SetupPoint("configuration", PointState.Fails, $"{Prose.Name(path)} is a symbolic link, which is not followed in a commit.") { Remedy = "Put the file itself there." };
        }
        else if (files.IsGit && !files.Paths.Contains(path))
        {
            yield return new SetupPoint("configuration", PointState.Fails, $"{Prose.Name(path)} is ignored by git: the gate never sees it.") { Remedy = "Take it out of `.gitignore`." };
        }
    }

    private IEnumerable<SetupPoint> Target(ConfigurationSource source, Target target)
    {
        yield return Folder(source, target);

        if (target.Statistics is { } statistics && !File.Exists(source.Resolve(statistics)))
        {
            yield return new SetupPoint("statistics", PointState.Fails, $"There is no {Prose.Name(statistics)}, from which {Prose.Name(target.Name)} takes its sizes.") { Remedy = "Write it with `changegate snapshot`, or remove the key." };
        }

        foreach (var environment in target.Environments)
        {
            if (Connection(target, environment) is { } point)
            {
                yield return point;
            }
        }

        if (target.Environments.Count > 0 && target.Environments.All(environment => environment.Class == EnvironmentClass.Open))
        {
            yield return new SetupPoint("environment-open", PointState.Warns, $"No environment of {Prose.Name(target.Name)} is protected: clauses for protected ones do not hold.") { Remedy = "Write `protected: true` for the one that production uses." };
        }
    }

    private SetupPoint Folder(ConfigurationSource source, Target target)
    {
        var folder = source.Resolve(target.Migrations);

        try
        {
            var scripts = MigrationFolder.Read(folder);
            var layout = target.Layout ?? MigrationLayouts.Detect(scripts.Select(script => script.Path));
            var migrations = MigrationLayouts.Arrange(scripts, layout);
            var (title, strangers) = ($"{Prose.Name(target.Name)}: {Wording.Count(migrations.Count, "migration", "migrations")} for {Wording.Engine(target.Dialect, target.Engine)} in {Prose.Name(target.Migrations)}", MigrationLayouts.Strangers(scripts.Select(script => script.Path), layout).ToList());

            return migrations switch
            {
                _ when scripts.Where(script => files.IsLink(Path.GetRelativePath(files.Root, Path.Combine(folder, script.Path)))).Select(script => script.Path).FirstOrDefault() is { } link =>
                    new SetupPoint("target-link", PointState.Fails, $"{title}, and {Prose.Name(link)} is a symbolic link, which is refused in a commit.") { Remedy = "Commit the script itself." },
                [] when strangers.Count > 0 => new SetupPoint("target-layout", PointState.Fails, $"{title}: none of {Wording.Count(strangers.Count, "script", "scripts")} there is one in this layout, so nothing is judged.") { Remedy = $"Write the `layout` that they have: {Prose.Name(KeywordOf(MigrationLayouts.Detect(scripts.Select(script => script.Path))))}?" },
                [] => new SetupPoint("target-empty", PointState.Warns, $"{title}.") { Remedy = "Look whether the folder is the right one." },
                _ when migrations.FirstOrDefault(migration => migration.EncodingProblem is not null) is { } broken => new SetupPoint("target-encoding", PointState.Warns, $"{title}, and {Prose.Name(broken.Path)} is no text: {broken.EncodingProblem}.") { Remedy = "Save it as UTF-8." },
                _ when strangers.Count > 0 => new SetupPoint("target-strangers", PointState.Warns, $"{title}. {Wording.Count(strangers.Count, "script", "scripts")} there {(strangers.Count == 1 ? "is" : "are")} neither judged nor run: {Prose.Name(strangers[0])}{(strangers.Count > 1 ? " and others" : "")}.") { Remedy = "Move what is no migration elsewhere." },
                _ => new SetupPoint("target", PointState.Holds, title),
            };
        }
        catch (GateException failure)
        {
            return new SetupPoint("target-folder", PointState.Fails, $"{Prose.Name(target.Name)}: {failure.Problem.Replace(folder, target.Migrations, StringComparison.Ordinal)}") { Remedy = "Write the folder that the migrations are in." };
        }
    }

    /// <summary>Migrations that no target names run past the gate.</summary>
    private IEnumerable<SetupPoint> Uncovered(ConfigurationSource source)
    {
        var named = Configuration!.Targets.Select(target => Path.GetFullPath(source.Resolve(target.Migrations)).TrimEnd('/')).ToHashSet(StringComparer.Ordinal);

        return new MigrationFinder(files).Find()
            .Where(found => found.Dialect.Unsupported is null && !named.Contains(Path.GetFullPath(files.PathTo(found.Folder)).TrimEnd('/')))
            .Select(found => new SetupPoint("target-missing", PointState.Warns, $"{Prose.Name(found.Folder.Length == 0 ? "." : found.Folder)} holds {Wording.Count(found.Count, "migration", "migrations")}, and no target names it: what is proposed there is not judged.") { Remedy = "Add a target, as `changegate init --print` shows it." });
    }

    private static SetupPoint? Connection(Target target, TargetEnvironment environment)
    {
        var (written, of) = (environment.Connection.Value, $"{Prose.Name(environment.Name)} of {Prose.Name(target.Name)}");
        var remedy = $"Write `\"${{{VariableOf(target, environment)}}}\"` and set the variable where it runs.";

        if (Secret().IsMatch(Variable().Replace(written, "")))
        {
            return new SetupPoint("environment-secret", PointState.Fails, $"The connection of {of} holds a password in the file.") { Remedy = $"Count it as lost and change it. {remedy}" };
        }

        return Variable().IsMatch(written) || target.Dialect == Dialect.Sqlite
            ? null
            : new SetupPoint("environment-literal", PointState.Warns, $"The connection of {of} stands in the file: whoever can read it knows where the database is.") { Remedy = remedy };
    }

    private IEnumerable<SetupPoint> Key(ConfigurationSource source)
    {
        if (Configuration!.Evidence.Key is { } key && !Variable().IsMatch(key) && files.Paths.Contains(Path.GetRelativePath(files.Root, source.Resolve(key)).Replace('\\', '/')))
        {
            yield return new SetupPoint("evidence-key", PointState.Fails, $"{Prose.Name(key)}, the private key that signs evidence, lies in the repository.") { Remedy = "Count it as lost, make another with `changegate key`, and name a variable: `key: \"${CHANGEGATE_KEY}\"`." };
        }
    }

    private static string VariableOf(Target target, TargetEnvironment environment) =>
        string.Concat($"{target.Name}_{environment.Name}".Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    private static string KeywordOf(MigrationLayout layout) => MigrationLayouts.Keywords.First(entry => entry.Value == layout).Key;

    [GeneratedRegex(@"\$\{[A-Za-z_][A-Za-z0-9_]*\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\b(?:password|pwd|passfile)\s*=\s*[^;\s]|://[^/@\s:]+:[^/@\s]+@", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
