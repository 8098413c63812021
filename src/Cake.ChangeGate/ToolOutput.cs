using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Cake.Core;

namespace Cake.ChangeGate;

/// <summary>Takes the output of the tool apart. What is not there as its schema promises, or contradicts the exit code, is no verdict.</summary>
internal static partial class ToolOutput
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static ChangeGateCheckResult ReadCheck(ToolRun run)
    {
        var decisions = Read(run, static line => Document<ChangeGateDecision>(line, "decision"));
        Agree(run, decisions.Count > 0 && decisions.Min(static decision => decision.Verdict) == run.Verdict);

        return new ChangeGateCheckResult(run.Verdict, decisions);
    }

    public static ChangeGateRunResult ReadRuns(ToolRun run)
    {
        var documents = Read(run, static line => IsOf(line, "run") ? (object)Document<ChangeGateRun>(line, "run") : Document<ChangeGateDecision>(line, "decision"));
        var result = new ChangeGateRunResult(run.Verdict, [.. documents.OfType<ChangeGateRun>()], [.. documents.OfType<ChangeGateDecision>()]);
        Agree(run, run.Verdict == ChangeGateVerdict.Allowed
            ? result.Runs.Count > 0 && result.Runs.All(static one => one.Outcome == ChangeGateOutcome.Succeeded) && result.Decisions.Count == 0
            : result.Decisions.All(decision => decision.Verdict == run.Verdict));

        return result;
    }

    public static ChangeGateRehearseResult ReadRehearsals(ToolRun run) =>
        new(run.Verdict, Read(run, static line => Document<ChangeGateRehearsal>(line, "rehearsal")));

    public static ChangeGateVerifyResult ReadVerification(ToolRun run)
    {
        var documents = Read(run, static line => Document<Verification>(line, "verify"));
        Agree(run, documents is [var only] && only.Verdict == (run.Verdict == ChangeGateVerdict.Allowed ? "pass" : "fail"));

        return new ChangeGateVerifyResult(run.Verdict, documents[0].Claims);
    }

    public static ChangeGateApproval ReadApproval(ToolRun run)
    {
        var digest = run.Output.Select(static line => Approved().Match(line)).FirstOrDefault(static match => match.Success);
        Agree(run, run.ExitCode == 0 && digest is not null);

        return new ChangeGateApproval(digest!.Groups[1].Value, run.Output.Last(static line => line.Length > 0)); // Agree has seen it
    }

    private static List<T> Read<T>(ToolRun run, Func<string, T> read)
    {
        try
        {
            return [.. run.Output.Where(static line => !string.IsNullOrWhiteSpace(line)).Select(read)];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CakeException($"changegate {run.Command} printed what this addin cannot read: {GateLog.Plain(failure.Message)} Use an addin and a tool of one version.", failure);
        }
    }

    private static T Document<T>(string line, string schema) =>
        IsOf(line, schema) && JsonSerializer.Deserialize<T>(line, Options) is { } document ? document : throw new JsonException($"It is no changegate/{schema}/v1.");

    private static bool IsOf(string line, string schema)
    {
        using var document = JsonDocument.Parse(line);

        return document.RootElement.GetProperty("schema").GetString() == $"changegate/{schema}/v1";
    }

    private static void Agree(ToolRun run, bool holds)
    {
        if (!holds)
        {
            throw new CakeException($"changegate {run.Command} ended with exit code {run.ExitCode}, and its output does not say the same. The gate stays shut. {GateLog.Plain(string.Join(' ', run.Error))}");
        }
    }

    [GeneratedRegex(" approves (sha256:[0-9a-f]{64})$")]
    private static partial Regex Approved();

    private sealed record Verification(string Verdict, IReadOnlyList<ChangeGateClaim> Claims);
}
