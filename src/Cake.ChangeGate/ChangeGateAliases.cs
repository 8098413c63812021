using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>
/// The gate in a Cake build, by the tool <c>changegate</c>: from <see cref="Cake.Core.Tooling.ToolSettings.ToolPath"/>, from where Cake finds tools, or from a .NET tool manifest.
/// A verdict that is not allowed ends the build, unless <see cref="ChangeGateSettings.FailOn"/> says otherwise.
/// </summary>
[CakeAliasCategory("ChangeGate")]
[CakeNamespaceImport("Cake.ChangeGate")]
public static class ChangeGateAliases
{
    /// <summary>Judges proposed migrations: what they do, what is dangerous, who must approve.</summary>
    /// <example><code>
    /// var result = ChangeGateCheck(new ChangeGateCheckSettings { Base = "origin/main", FailOn = ChangeGateFailOn.Denied });
    /// if (result.Verdict == ChangeGateVerdict.Pending) Warning("Risk {0}: somebody must approve.", result.Risk.Score);
    /// </code></example>
    /// <exception cref="CakeException">The verdict ends the build, or there is none. The exit code is the tool's.</exception>
    [CakeMethodAlias]
    public static ChangeGateCheckResult ChangeGateCheck(this ICakeContext context, ChangeGateCheckSettings settings)
    {
        var run = Run(context, settings);
        var result = ToolOutput.ReadCheck(run);
        GateLog.Show(context.Log, result.Decisions);
        GateLog.Require(settings, run, GateLog.Reasons(result.Decisions, run.Verdict));

        return result;
    }

    /// <summary>Runs migrations up, down and up again on databases that are thrown away.</summary>
    /// <exception cref="CakeException">A migration or its way back fails, or there is no verdict. The exit code is the tool's.</exception>
    [CakeMethodAlias]
    public static ChangeGateRehearseResult ChangeGateRehearse(this ICakeContext context, ChangeGateRehearseSettings settings)
    {
        var run = Run(context, settings);
        var result = ToolOutput.ReadRehearsals(run);
        GateLog.Require(settings, run, result.Rehearsals.Select(static one => $"{one.Path}: rollback {one.Rollback.Verdict}. {one.Rollback.Because}"));

        return result;
    }

    /// <summary>Signs an approval of exactly what is proposed.</summary>
    /// <exception cref="CakeException">Nothing was signed.</exception>
    [CakeMethodAlias]
    public static ChangeGateApproval ChangeGateApprove(this ICakeContext context, ChangeGateApproveSettings settings) =>
        ToolOutput.ReadApproval(Run(context, settings));

    /// <summary>Runs the pending migrations of an environment, exactly as they were approved.</summary>
    /// <exception cref="CakeException">Nothing ran, or what ran did not succeed. The exit code is the tool's.</exception>
    [CakeMethodAlias]
    public static ChangeGateRunResult ChangeGateApply(this ICakeContext context, ChangeGateApplySettings settings) => RunGoverned(context, settings);

    /// <summary>Takes back the latest run of an environment, with its rows.</summary>
    /// <exception cref="CakeException">Nothing was taken back, or not all of it. The exit code is the tool's.</exception>
    [CakeMethodAlias]
    public static ChangeGateRunResult ChangeGateRollback(this ICakeContext context, ChangeGateRollbackSettings settings) => RunGoverned(context, settings);

    /// <summary>Checks the evidence of a run offline.</summary>
    /// <exception cref="CakeException">A claim fails, or there is no verdict. The exit code is the tool's.</exception>
    [CakeMethodAlias]
    public static ChangeGateVerifyResult ChangeGateVerify(this ICakeContext context, FilePath bundle, ChangeGateVerifySettings settings)
    {
        var run = Run(context, settings, bundle);
        var result = ToolOutput.ReadVerification(run);
        GateLog.Require(settings, run, result.Claims.Where(static claim => claim.Verdict == "fail").Select(static claim => $"{claim.Code} {claim.Claim}: {claim.Because}"));

        return result;
    }

    /// <summary>Judges a pull request on GitHub with its reviews, and reports on it there.</summary>
    /// <returns>The verdict; everything else stands on the pull request.</returns>
    /// <exception cref="CakeException">The verdict ends the build, or there is none. The exit code is the tool's.</exception>
    [CakeMethodAlias]
    public static ChangeGateVerdict ChangeGatePublish(this ICakeContext context, ChangeGatePublishSettings settings)
    {
        var run = Run(context, settings);
        GateLog.Require(settings, run, []);

        return run.Verdict;
    }

    private static ChangeGateRunResult RunGoverned(ICakeContext context, ChangeGateRunSettings settings)
    {
        var run = Run(context, settings);
        var result = ToolOutput.ReadRuns(run);
        result = result with { Runs = [.. result.Runs.Select(one => one with { Evidence = EvidenceOf(context, settings, one) })] };
        GateLog.Show(context.Log, result.Decisions);
        GateLog.Show(context.Log, result.Runs);
        GateLog.Require(settings, run, GateLog.Reasons(result.Decisions, run.Verdict));

        return result;
    }

    private static FilePath? EvidenceOf(ICakeContext context, ChangeGateRunSettings settings, ChangeGateRun run)
    {
        var from = (settings.WorkingDirectory ?? context.Environment.WorkingDirectory).MakeAbsolute(context.Environment);
        var folder = settings.Evidence is { } evidence ? context.FileSystem.GetDirectory(from.Combine(evidence)) : null;

        return folder is { Exists: true } ? folder.GetFiles($"*.{run.Id}.evidence.json", SearchScope.Current).FirstOrDefault()?.Path : null;
    }

    private static ToolRun Run(ICakeContext context, ChangeGateSettings settings, FilePath? last = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        var arguments = settings.Render();

        if (last is not null)
        {
            arguments.Last(last);
        }

        return new ChangeGateRunner(context).Run(settings, arguments);
    }
}
