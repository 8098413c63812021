using ChangeGate.Changes;
using ChangeGate.Cli.Running;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Cli.Fleets;

/// <summary>Reads a fleet from disk or standard input, and refuses questions that do more than ask.</summary>
internal static class FleetSource
{
    private const string StandardInput = "-";

    /// <param name="path">Of the file; <c>-</c> for standard input.</param>
    /// <param name="environment">Where its members are.</param>
    public static Fleet Read(string path, GovernedEnvironment environment)
    {
        var fleet = FleetFile.Read(new SourceText(path == StandardInput ? "(standard input)" : path, TextOf(path)), environment.Environment);
        var dialect = SqlDialects.For(environment.Target.Dialect);

        return new Fleet([.. fleet.Waves.Select(wave => wave with { Health = wave.Health is { } health ? Checked(health, wave.Name, dialect) : null })]);
    }

    private static string TextOf(string path)
    {
        try
        {
            return path == StandardInput ? Console.In.ReadToEnd() : File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The fleet could not be read from '{path}': {failure.Message}", "Name a file that this user may read with --targets-from FILE, or - for standard input.", failure);
        }
    }

    /// <summary>Without the semicolon and what stands around the statement.</summary>
    private static HealthQuestion Checked(HealthQuestion health, string wave, ISqlDialect dialect)
    {
        var text = new SourceText("health", health.Ask);

        return dialect.Read(text).Statements is [{ Kind: "SelectStmt" } only] && only.Changes.All(static change => change is ReadRows)
            ? health with { Ask = text.Slice(only.Span) }
            : throw new GateException($"`health` of wave '{wave}' is not a single SELECT that only reads.", "Ask for one truth value: `select count(*) = 0 from failed_jobs`.");
    }
}
