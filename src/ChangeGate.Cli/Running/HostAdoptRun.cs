using ChangeGate.Cli.Identities;
using ChangeGate.Databases;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Running;

/// <summary>What was asked of <c>adopt</c>.</summary>
/// <param name="Kind">null for the tool whose table is there.</param>
internal sealed record HostAdoptionRequest(GovernedEnvironment Environment, JournalKind? Kind, bool IntoTool, bool Json)
{
    public string? Schema { get; init; }

    public string? Table { get; init; }

    public IdentityRequest Identity { get; init; } = IdentityRequest.None;
}

/// <summary>Copies history between the journal of another tool and ours.</summary>
internal static class HostAdoptRun
{
    public static async Task<ExitCode> RunAsync(HostAdoptionRequest request, CancellationToken cancellation)
    {
        var configured = request.Environment.Target.Journal;
        var setting = await SettingAsync(request, cancellation);
        var environment = request.Environment with { Target = request.Environment.Target with { Journal = setting, Layout = request.Environment.Target.Layout ?? setting.Layout } };
        var identity = await environment.Asking(request.Identity).FindAsync(environment.Identity, environment.HeadCommit, isOfCommit: true, cancellation);
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);
        await RunnerRole.RefuseSuperuserAsync(engine, environment, cancellation);
        var plan = environment.AdoptionOf(environment.ReadMigrations(), identity.Actor);
        var adoption = new Adoption(engine, new RunLimits(), TimeProvider.System);
        var report = request.IntoTool
            ? await adoption.WriteHostAsync(plan, new RunScreen(), cancellation)
            : await adoption.AdoptFromHostAsync(plan, new RunScreen(), cancellation);

        Console.WriteLine(request.Json ? JsonReport.WriteAdoption(report, JsonLayout.Line) : Say(report));

        if (configured.Kind != setting.Kind)
        {
            Output.Terminal.Remark($"`{report.Table}` stays as it is{(JournalSetting.Written.Contains(setting.Keyword) ? $"; with `journal: {Written(setting)}` under the target ChangeGate goes on writing it" : ", and nothing more is written there")}.");
        }

        return ExitCode.Allowed;
    }

    /// <summary>As it would stand in the configuration.</summary>
    private static string Written(JournalSetting setting)
    {
        var options = new[]
        {
            (Key: "schema", Value: setting.Schema),
            (Key: "table", Value: setting.Table),
            (Key: "names", Value: setting.Names switch { ScriptNaming.FileName => "filename", ScriptNaming.Embedded => "embedded", _ => null }),
            (Key: "prefix", Value: setting.Prefix.Length > 0 ? setting.Prefix : null),
        }.Where(option => option.Value is not null).Select(option => $", {option.Key}: {option.Value}").ToList();

        return options.Count == 0 ? setting.Keyword : $"{{ kind: {setting.Keyword}{string.Concat(options)} }}";
    }

    private static string Say(AdoptionReport report) => (report.Migrations.Count, report.IntoTool) switch
    {
        (0, _) => "Both journals have the same migrations; nothing was written.",
        (var count, true) => $"{count} {(count == 1 ? "migration was" : "migrations were")} written into {Escape.Terminal(report.Table)}; nothing was run.",
        (var count, false) => $"{count} {(count == 1 ? "migration is" : "migrations are")} recorded as applied in {Escape.Terminal(report.Database)}; nothing was run.",
    };

    private static async Task<JournalSetting> SettingAsync(HostAdoptionRequest request, CancellationToken cancellation)
    {
        var configured = request.Environment.Target.Journal;
        var kind = request.Kind ?? (configured.Kind == JournalKind.ChangeGate ? await FindAsync(request, cancellation) : configured.Kind);
        var written = configured.Kind == kind ? configured : new JournalSetting(kind);
        var setting = written with { Schema = request.Schema ?? written.Schema, Table = request.Table ?? written.Table };

        if (configured.Kind == kind || request.IntoTool)
        {
            return setting;
        }

        await using var engine = await request.Environment.OpenAsync(mayCreate: false, cancellation);

        return await HostJournals.RecognizeAsync(engine, setting, request.Environment.ReadMigrations(), TimeProvider.System, cancellation);
    }

    private static async Task<JournalKind> FindAsync(HostAdoptionRequest request, CancellationToken cancellation)
    {
        await using var engine = await request.Environment.OpenAsync(mayCreate: false, cancellation);
        var found = await HostJournals.FindAsync(engine, TimeProvider.System, cancellation);

        return found is [var only] ? only.Kind : throw new GateException(
            found.Count == 0 ? "The database has no table of a tool that is known." : $"The database has tables of {found.Count} tools.",
            found.Count == 0 ? "Name the tool with --from, and its table with --schema and --table." : $"Name one: --from {string.Join(" or ", found.Select(one => one.Keyword))}.");
    }
}
