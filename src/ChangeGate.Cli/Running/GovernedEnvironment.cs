using ChangeGate.Cli.Deployments;
using ChangeGate.Cli.Git;
using ChangeGate.Cli.Identities;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;

namespace ChangeGate.Cli.Running;

/// <summary>One environment of one target, as the configuration describes it: on disk, or in the commit that is deployed.</summary>
internal sealed record GovernedEnvironment(ConfigurationSource Source, Target Target, TargetEnvironment Environment)
{
    /// <summary>null where configuration and migrations lie on disk.</summary>
    public HostedCommit? Commit { get; init; }

    /// <summary>It runs with others, which anchor their ledger together, once for each wave.</summary>
    public bool IsInFleet { get; init; }

    /// <summary>The same for one member of a fleet, whose name stands in its journal and evidence behind the environment's.</summary>
    public GovernedEnvironment Of(FleetMember member) =>
        this with { Environment = Environment with { Name = $"{Environment.Name}/{member.Name}", Connection = member.Connection } };

    public static GovernedEnvironment Find(string? configuration, string? target, string environment) => Find(
        ConfigurationSource.OnDisk(configuration) ?? throw new GateException(
            $"There is no {ConfigurationSource.FileName} here.",
            "Run where it lies, or name it with --config FILE: it says how the environment is reached."),
        target,
        environment);

    /// <param name="commit">What is deployed.</param>
    /// <param name="configuration">From the root of the repository.</param>
    /// <param name="target">null for the only one that has the environment.</param>
    /// <param name="environment">Its name.</param>
    public static GovernedEnvironment Find(HostedCommit commit, string? configuration, string? target, string environment)
    {
        var path = configuration ?? ConfigurationSource.FileName;
        var source = ConfigurationSource.InCommit(commit.Files, commit.Sha, path) ?? throw new GateException(
            $"Commit {commit.Sha} has no `{path}`.",
            "Name the configuration from the root of the repository with --config FILE: it says how the environment is reached.");

        return Find(source, target, environment) with { Commit = commit };
    }

    private static GovernedEnvironment Find(ConfigurationSource source, string? target, string environment)
    {
        var found = target is null ? OnlyTarget(source, environment) : source.Target(target);

        return new GovernedEnvironment(source, found, ProposalReader.EnvironmentOf(found, environment));
    }

    /// <param name="mayCreate">A SQLite file that is not there yet may be made.</param>
    /// <param name="cancellation">Before the connection stands.</param>
    public async Task<IEngine> OpenAsync(bool mayCreate, CancellationToken cancellation)
    {
        if (Environment.Connection.Value.Contains(FleetFile.MemberVariable, StringComparison.Ordinal))
        {
            throw new GateException($"The connection of environment '{Environment.Name}' is that of many databases: it holds {FleetFile.MemberVariable}.", "Name them with --targets-from FILE, or one of them with --member NAME.");
        }

        var connection = EnvironmentVariables.Expand(Environment.Connection.Value, $"the connection of environment '{Environment.Name}'");
        var host = HostJournals.For(Target.Journal, Target.Dialect, ReadMigrations, TimeProvider.System);
        var engine = await Engines.OpenAsync(new EngineAddress(Target.Dialect, new ConnectionString(connection)) { MayCreate = mayCreate, Host = host }, TimeProvider.System, cancellation);

        if (Target.Engine != 0 && (engine.MajorVersion < Target.Engine || engine.MajorVersion > Math.Max(Target.Engine, Target.EngineUpTo)))
        {
            await engine.DisposeAsync();
            throw new GateException(
                $"Environment '{Environment.Name}' runs {engine.Server}; target '{Target.Name}' says engine {Target.Engine}{(Target.EngineUpTo > 0 ? $" to {Target.EngineUpTo}" : "")}.",
                "Correct the configuration, or connect to the right server: what was judged for one version is not run on another.");
        }

        return engine;
    }

    /// <summary>How long things may take here before the runner gives up or does not begin.</summary>
    public RunLimits Limits
    {
        get
        {
            var usual = new RunLimits();

            var timeouts = Environment.Timeouts;

            return usual with
            {
                OtherRun = timeouts.OtherRun ?? usual.OtherRun,
                Lock = timeouts.Lock ?? usual.Lock,
                Statement = timeouts.Statement ?? usual.Statement,
                Build = timeouts.Build ?? usual.Build,
                Attempts = timeouts.Attempts ?? usual.Attempts,
                OldestTransaction = Environment.OldestTransaction ?? usual.OldestTransaction,
                ReplicaLag = Environment.ReplicaLag ?? usual.ReplicaLag,
            };
        }
    }

    /// <param name="migrations">In order.</param>
    /// <param name="actor">Who asks for it.</param>
    public AdoptionPlan AdoptionOf(IEnumerable<Migration> migrations, string actor) => new()
    {
        Target = Target.Name,
        Environment = Environment.Name,
        EnvironmentClass = Environment.Class,
        Actor = actor,
        Migrations = [.. migrations],
    };

    /// <summary>The commit that the files lie in; null outside of a repository.</summary>
    public string? HeadCommit => Commit?.Sha ?? (GitRepository.Find(Folder) is { } repository && repository.Knows("HEAD") ? repository.Commit("HEAD") : null);

    /// <summary>Whose word counts for who runs something here, as it stands beside what is run.</summary>
    public IdentitySettings Identity => Source.Configuration.IdentityIn(Target.Name, Environment.Name);

    /// <summary>The same as it stood before the newest of the migrations came in: what a proposal says of identities is no more believed than its policy.</summary>
    /// <param name="before">The commit before; null where no history tells it.</param>
    public IdentitySettings IdentityBefore(string? before) => (ConfigurationAt(before) ?? Source.Configuration).IdentityIn(Target.Name, Environment.Name);

    /// <summary>Who asks for something here.</summary>
    public IdentityFinder Asking(IdentityRequest request) => IdentityFinder.Here(request, Source.Configuration.Agents);

    private Configuration? ConfigurationAt(string? before) => before is null ? null
        : Commit is { } commit ? ConfigurationSource.InCommit(commit.Files, before, Source.Path)?.Configuration
        : GitRepository.Find(Folder) is { } repository ? ConfigurationSource.InCommit(repository, before, repository.PathOf(Source.Path))?.Configuration
        : null;

    /// <summary>Where the migrations lie: on disk, or from the root of the repository.</summary>
    public string Folder => Source.Resolve(Target.Migrations.TrimEnd('/'));

    /// <summary>The configuration's path from the root of the repository.</summary>
    public string ConfigurationInRepository => Commit is null && MigrationFolder.InRepository(Source.Folder) is var folder
        ? $"{folder}/{Path.GetFileName(Source.Path)}".TrimStart('/')
        : Source.Path;

    /// <summary>A migration's path from the root of the repository.</summary>
    public string PathInRepository(string path)
    {
        var folder = Commit is null ? MigrationFolder.InRepository(Folder) : Folder;

        return folder.Length == 0 ? path : $"{folder}/{path}";
    }

    /// <summary>The migrations as they lie there, in the order in which they run.</summary>
    public IReadOnlyList<Migration> ReadMigrations()
    {
        var files = Commit is { } commit ? MigrationFolder.Read(commit.Files, commit.Sha, Folder) : MigrationFolder.Read(Folder);

        return MigrationLayouts.Arrange(files, LayoutOf(files.Select(file => file.Path)));
    }

    /// <summary>How files are named and ordered here.</summary>
    public MigrationLayout LayoutOf(IEnumerable<string> paths) => Target.Layout ?? MigrationLayouts.Detect(paths);

    private static Target OnlyTarget(ConfigurationSource source, string environment)
    {
        var targets = source.Configuration.Targets;
        var having = targets.Where(target => target.Environments.Any(one => one.Name == environment)).ToList();

        return having is [var target] ? target : throw new GateException(
            having.Count == 0 ? $"No target has an environment '{environment}'." : $"{having.Count} targets have an environment '{environment}'.",
            having.Count == 0
                ? $"The configuration has: {string.Join(", ", targets.SelectMany(one => one.Environments.Select(place => $"{one.Name}/{place.Name}")))}."
                : $"Name one: --target {string.Join(" or ", having.Select(one => one.Name))}");
    }
}
