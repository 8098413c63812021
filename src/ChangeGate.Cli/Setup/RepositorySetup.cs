using ChangeGate.Changes;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.Reports;
using ChangeGate.Text;

namespace ChangeGate.Cli.Setup;

/// <summary>What <c>init</c> was asked for.</summary>
/// <param name="Deploys">Also a workflow that runs what was approved.</param>
/// <param name="Action">The action as the workflows name it.</param>
internal sealed record SetupRequest(bool Deploys, string Action)
{
    /// <summary>Where the files do not say it.</summary>
    public Dialect? Dialect { get; init; }
}

/// <summary>A file that belongs to the set-up, with what it says.</summary>
internal sealed record SetupFile(string Path, string Text);

/// <summary>Looks at a repository, and writes what ChangeGate needs there. What is there already stays as it is.</summary>
internal sealed class RepositorySetup(RepositoryFiles files, SetupRequest request)
{
    private readonly MigrationFinder _finder = new(files);

    private IReadOnlyList<FoundMigrations> _found = [];

    public IReadOnlyList<SetupFile> Plan()
    {
        _found = [.. _finder.Find().Select(WithDialect)];
        var targets = _found.Where(found => found.Problem is null).ToList();

        if (targets.Count == 0)
        {
            throw NothingFound();
        }

        var plan = new List<SetupFile>
        {
            new(ConfigurationSource.FileName, ConfigurationTemplate.Write(targets, request.Deploys)),
            new(WorkflowTemplates.CheckPath, WorkflowTemplates.CheckWith(request.Action)),
        };

        if (request.Deploys)
        {
            plan.Add(new SetupFile(WorkflowTemplates.DeployPath, WorkflowTemplates.DeployWith(request.Action, files.DefaultBranch(), targets.Select(ConfigurationTemplate.VariableOf))));
        }

        return plan;
    }

    public SetupReport Write(IReadOnlyList<SetupFile> plan) => Report(plan, [.. plan.Select(WriteFile)], conclusion: "Set up. It judges as soon as it is merged.");

    /// <summary>As <see cref="Write"/>, without writing anything.</summary>
    public SetupReport Describe(IReadOnlyList<SetupFile> plan) =>
        Report(plan, [.. plan.Select(file => Existing(file) ?? new SetupPoint("file", PointState.Unseen, $"{Prose.Name(file.Path)} would be written"))], conclusion: "Nothing was written.");

    private SetupReport Report(IReadOnlyList<SetupFile> plan, EquatableList<SetupPoint> written, string conclusion) => new(
        $"init in {Prose.Name(files.Name())}",
        [
            new SetupSection("Found", "", [.. _found.SelectMany(PointsOf), .. _finder.LeftOut.Select(folder => new SetupPoint("left-out", PointState.Unseen, $"{Prose.Name(folder)} is left out: it looks like a test or an example"))]),
            new SetupSection("Files", "", written),
        ])
    {
        Next = [.. NextSteps(plan)],
        Conclusion = conclusion,
    };

    private FoundMigrations WithDialect(FoundMigrations found) =>
        request.Dialect is { } dialect && found.Problem is null
            ? found with { Dialect = new FoundDialect(dialect, "by the option"), Engine = new EngineEvidence(files).Of(found.Folder, dialect) }
            : found;

    private static IEnumerable<SetupPoint> PointsOf(FoundMigrations found)
    {
        var folder = Prose.Name(found.Folder.Length == 0 ? "." : found.Folder);

        if (found.Problem is { } problem)
        {
            yield return new SetupPoint("migrations", PointState.Warns, $"{folder} is no target: {problem}.");
            yield break;
        }

        var (dialect, engine) = (found.Dialect, found.Engine);
        yield return new SetupPoint(
            "migrations",
            PointState.Holds,
            $"{folder}: {Wording.Count(found.Count, "migration", "migrations")} for {Wording.Engine(dialect.Dialect, engine?.Version ?? 0)}, {dialect.Because}{Read(dialect)}");

        if (!dialect.IsCertain)
        {
            yield return new SetupPoint("dialect", PointState.Warns, $"Whether {folder} is for PostgreSQL or for SQLite is a guess.") { Remedy = $"Look at `dialect` of {Prose.Name(found.Target)}, or begin again with `--dialect`." };
        }

        if (engine is null or { Version: 0 })
        {
            yield return new SetupPoint("engine", PointState.Unseen, $"Which version production runs is not known{(engine is null ? "" : $": {engine.Because}")}.") { Remedy = $"Write it as `engine` of {Prose.Name(found.Target)}; until then it is judged as the oldest." };
        }

        foreach (var doubt in found.Doubts)
        {
            yield return new SetupPoint("order", PointState.Warns, $"In {folder} {doubt}.");
        }

        if (found.Strangers > 0)
        {
            yield return new SetupPoint("strangers", PointState.Unseen, $"{Wording.Count(found.Strangers, "more script there is", "more scripts there are")} no part of this layout: neither judged nor run.");
        }
    }

    private static string Read(FoundDialect dialect) => dialect.Unread == 0 ? "" : $"; {Wording.Count(dialect.Unread)} of {Wording.Count(dialect.Statements)} statements cannot be read";

    private SetupPoint WriteFile(SetupFile file)
    {
        if (Existing(file) is { } there)
        {
            return there;
        }

        SaveNew(files.PathTo(file.Path), file.Text);
        return new SetupPoint("file", PointState.Holds, $"{Prose.Name(file.Path)} is written");
    }

    // Also a link that leads nowhere is something that is there already.
    private static void SaveNew(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
            file.Write(text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The file '{path}' could not be written: {failure.Message}", "See to it that this user may write there, and that nothing of that name is in the way.", failure);
        }
    }

    /// <summary>null where the file is not there yet.</summary>
    private SetupPoint? Existing(SetupFile file)
    {
        if (file.Path == WorkflowTemplates.CheckPath && OtherWorkflow() is { } other)
        {
            return new SetupPoint("file", PointState.Holds, $"{Prose.Name(other)} runs ChangeGate already, so {Prose.Name(file.Path)} is not needed");
        }

        if (!Path.Exists(files.PathTo(file.Path)))
        {
            return null;
        }

        if (files.IsLink(file.Path))
        {
            return new SetupPoint("file", PointState.Warns, $"{Prose.Name(file.Path)} is a symbolic link, which neither ChangeGate nor GitHub follows.") { Remedy = "Put a file there." };
        }

        if (files.Text(file.Path) == file.Text)
        {
            return new SetupPoint("file", PointState.Holds, $"{Prose.Name(file.Path)} is there, as `init` writes it");
        }

        return new SetupPoint("file", PointState.Warns, $"{Prose.Name(file.Path)} is there and stays as it is. {Difference(file)}") { Remedy = "`changegate init --print` shows what it would be; `changegate doctor` judges what it is." };
    }

    private string? OtherWorkflow() => files.Paths.FirstOrDefault(path =>
        path.StartsWith($"{WorkflowTemplates.Folder}/", StringComparison.Ordinal) && path is not (WorkflowTemplates.CheckPath or WorkflowTemplates.DeployPath)
        && files.Text(path) is { } text && text.Contains("/changegate@", StringComparison.Ordinal) && !text.Contains("mode: apply", StringComparison.Ordinal));

    private string Difference(SetupFile file)
    {
        if (file.Path == ConfigurationSource.FileName)
        {
            return Uncovered() is { Count: > 0 } folders ? $"No target of it names {Wording.List([.. folders.Select(Prose.Name)])}." : "Its targets cover all that was found.";
        }

        var lines = (files.Text(file.Path) ?? "").Split('\n').Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var missing = file.Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !lines.Contains(line)).ToList();
        return missing.Count == 0 ? "It has all that `init` would write, and more." : $"Of what `init` would write it lacks {Prose.Name(missing[0])}{(missing.Count > 1 ? $" and {Wording.Count(missing.Count - 1, "more line", "more lines")}" : "")}.";
    }

    private IReadOnlyList<string> Uncovered()
    {
        try
        {
            var named = ConfigurationSource.OnDisk(files.PathTo(ConfigurationSource.FileName))!.Configuration.Targets.Select(target => target.Migrations.TrimEnd('/')).ToHashSet(StringComparer.Ordinal);
            return [.. _found.Where(found => found.Problem is null && !named.Contains(found.Folder)).Select(found => found.Folder)];
        }
        catch (GateException)
        {
            // What is wrong with it is the doctor's to say.
            return [];
        }
    }

    private IEnumerable<NextStep> NextSteps(IReadOnlyList<SetupFile> plan)
    {
        var target = _found.Where(found => found.Problem is null).ToList() is [_] ? "" : $" --target {_found.First(found => found.Problem is null).Target}";
        yield return new NextStep("See how the policy would have decided about what is there.", $"changegate replay{target}");

        if (plan.Any(file => file.Text.Contains("OWNER/", StringComparison.Ordinal)))
        {
            yield return new NextStep("In the workflow, write who publishes the action for `OWNER`, and a commit for `v1`.");
        }

        yield return new NextStep("Merge the files: the policy that counts is that of the base branch.");
        yield return new NextStep($"In a ruleset for {Prose.Name(files.DefaultBranch())}, require the check `ChangeGate`, from GitHub Actions, on branches that are up to date.");

        if (request.Deploys)
        {
            yield return new NextStep($"Make the environment {Prose.Name(WorkflowTemplates.Environment)} on GitHub, with reviewers and this branch alone, and give it secrets: {Prose.Names(_found.Where(found => found.Problem is null).Select(ConfigurationTemplate.VariableOf))} with the connections, and `CHANGEGATE_KEY` with the private key of:", "changegate key --name runner");
        }

        yield return new NextStep("See that nothing leads past the gate.", "GITHUB_TOKEN=$(gh auth token) changegate doctor");
    }

    private GateException NothingFound() => _found.Count == 0
        ? new GateException(
            $"No folder of migrations was found in '{files.Root}'{(_finder.LeftOut.Count > 0 ? $" ({Wording.List(_finder.LeftOut)} look like tests or examples)" : "")}.",
            "Run it where the migrations are. Known are numbered .sql files in one folder (plain, DbUp), NAME.up.sql (golang-migrate), NAME/up.sql (diesel) and NAME/migration.sql (Prisma). For another place, write changegate.yml by hand: docs/schema/changegate.schema.json describes it.")
        : new GateException(
            $"Nothing that was found can be judged: {string.Join("; ", _found.Select(found => $"{found.Folder}: {Prose.Plain(found.Problem!)}"))}.",
            "Nothing was written. This version reads PostgreSQL and SQLite, one direction to a file; where a dialect was read wrongly, give it with --dialect.");
}
