using System.Text.Json;
using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary><c>changegate/decision/v1</c>.</summary>
internal static class DecisionJson
{
    public static void Write(Utf8JsonWriter writer, Judgement judgement)
    {
        var (assessment, policy, decision) = judgement;
        var set = assessment.Set;

        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/decision/v1");
        writer.WriteString("target", set.Target);
        writer.WriteString("dialect", set.Dialect.ToKeyword());
        writer.WriteNumber("engine", set.Engine);
        writer.WriteString("environmentClass", set.EnvironmentClass.ToKeyword());
        writer.WriteString("verdict", decision.Verdict.ToKeyword());
        writer.WriteString("digest", assessment.Digest.ToString());
        WriteAuthor(writer, set);
        writer.WriteStartObject("policy");
        writer.WriteString("digest", policy.Digest.ToString());
        writer.WriteBoolean("builtIn", policy.IsBuiltIn);
        writer.WriteEndObject();
        WriteRisk(writer, assessment.Risk);
        writer.WriteArray("requirements", decision.Requirements, WriteRequirement);
        writer.WriteArray("reasons", decision.Reasons, WriteReason);
        writer.WriteArray("migrations", assessment.Migrations, WriteMigration);
        writer.WriteArray("findings", assessment.Findings, WriteFinding);
        WriteSchema(writer, assessment);
        WriteRehearsal(writer, assessment.Rehearsal);
        writer.WriteArray("approvals", decision.Approvals, WriteApproval);
        writer.WriteEndObject();
    }

    private static void WriteRehearsal(Utf8JsonWriter writer, RehearsalReport? report)
    {
        if (report is null)
        {
            writer.WriteNull("rehearsal");
            return;
        }

        writer.WriteStartObject("rehearsal");
        writer.WriteString("server", report.Server);
        writer.WriteArray("migrations", report.Migrations, static (writer, rehearsal) =>
        {
            writer.WriteStartObject();
            RehearsalJson.WriteMembers(writer, rehearsal);
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void WriteAuthor(Utf8JsonWriter writer, Migrations.MigrationSet set)
    {
        writer.WriteStartObject("author");
        writer.WriteString("kind", set.Authorship.Kind.ToKeyword());
        writer.WriteString("strength", set.Authorship.IsAttested ? "strong" : "weak");
        writer.WriteStrings("names", set.Authorship.Names);
        writer.WriteStrings("evidence", set.Authorship.Evidence);
        writer.WriteEndObject();
        writer.WriteString("base", set.BaseCommit);
        writer.WriteString("head", set.HeadCommit);
    }

    private static void WriteRisk(Utf8JsonWriter writer, RiskScore risk)
    {
        writer.WriteStartObject("risk");
        writer.WriteNumber("score", risk.Score);
        writer.WriteString("level", risk.Level.ToKeyword());
        writer.WriteArray("parts", risk.Parts, static (writer, part) =>
        {
            writer.WriteStartObject();
            writer.WriteNumberOrNull("finding", part.Finding);
            writer.WriteString("hazard", part.Hazard.ToKeyword());
            writer.WriteNumber("points", part.Points);
            writer.WriteString("because", part.Because);
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static void WriteRequirement(Utf8JsonWriter writer, RequirementState state)
    {
        writer.WriteStartObject();
        writer.WriteString("clause", state.Clause);
        writer.WriteNumber("approvals", state.Requirement.Approvals);
        writer.WriteStrings("from", state.Requirement.From.Count == 0 ? ["anyone-but-author"] : state.Requirement.From);
        writer.WriteBoolean("digestInWords", state.Requirement.DigestInWords);
        writer.WriteNumber("met", state.Met);
        writer.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter writer, Reason reason)
    {
        writer.WriteStartObject();
        writer.WriteString("clause", reason.Clause);
        writer.WriteString("verdict", reason.Verdict.ToKeyword());
        writer.WriteString("because", reason.Because);
        writer.WriteEndObject();
    }

    private static void WriteMigration(Utf8JsonWriter writer, MigrationAssessment assessment)
    {
        writer.WriteStartObject();
        writer.WriteString("path", assessment.Migration.Path);
        writer.WriteString("kind", "versioned");
        writer.WriteString("change", assessment.Migration.Change.ToKeyword());
        writer.WriteString("previousPath", assessment.Migration.PreviousPath);
        writer.WriteString("digest", assessment.Migration.Digest.ToString());
        writer.WriteString("does", ChangeText.Summarize(assessment.Script));
        writer.WriteBoolean("destructive", assessment.Destructive);
        writer.WriteString("reversible", assessment.Rollback.Reversibility.ToKeyword());
        WriteRollback(writer, assessment.Rollback);
        writer.WriteEndObject();
    }

    private static void WriteRollback(Utf8JsonWriter writer, Rollback rollback)
    {
        writer.WriteStartObject("rollback");
        writer.WriteStrings("preserve", rollback.Preserve);
        writer.WriteStrings("reverse", rollback.Reverse);
        writer.WriteStrings("because", rollback.Because);
        writer.WriteBoolean("fromDownScript", rollback.FromDownScript);
        writer.WriteBoolean("needsAutocommit", rollback.NeedsAutocommit);
        writer.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", finding.Rule);
        writer.WriteString("id", finding.Id);
        writer.WriteString("risk", finding.Risk.ToKeyword());
        writer.WriteStrings("hazards", finding.Hazards.Select(hazard => hazard.ToKeyword()));
        writer.WriteString("path", finding.Path);
        writer.WriteNumber("line", finding.Position.Line);
        writer.WriteNumber("column", finding.Position.Column);
        writer.WriteNumber("start", finding.Span.Start);
        writer.WriteNumber("end", finding.Span.End);
        writer.WriteString("object", finding.Object?.ToString());
        writer.WriteString("message", finding.Message);
        writer.WriteString("remedy", finding.Remedy);
        writer.WriteString("safeSql", finding.SafeSql is { } sql ? SecretMask.Apply(sql) : null);
        WriteLock(writer, "lock", finding.Lock);
        writer.WriteNumberOrNull("rows", finding.Rows);
        writer.WriteBoolean("certain", finding.Certain);
        writer.WriteString("suppressed", finding.Suppressed);
        writer.WriteString("observed", finding.Observed?.ToKeyword());
        writer.WriteEndObject();
    }

    private static void WriteLock(Utf8JsonWriter writer, string name, LockEffect? effect)
    {
        if (effect is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("mode", effect.Mode);
        writer.WriteStrings("relations", effect.Relations.Select(relation => relation.ToString()));
        writer.WriteBoolean("rewrites", effect.Rewrites);
        writer.WriteBoolean("scans", effect.Scans);
        writer.WriteString("blocks", effect.Blocks);

        if (effect.Besides is { } other)
        {
            WriteLock(writer, "besides", other);
        }

        writer.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter writer, Assessment assessment)
    {
        // Not `schema`, which names the document: a name may stand once in an object.
        writer.WriteStartObject("schemaChange");
        writer.WriteString("before", assessment.FingerprintBefore?.ToString());
        writer.WriteString("after", assessment.FingerprintAfter?.ToString());
        writer.WriteArray("diff", assessment.Diff.Differences, DiffJson.Write);
        writer.WriteEndObject();
    }

    private static void WriteApproval(Utf8JsonWriter writer, ApprovalCheck check)
    {
        writer.WriteStartObject();
        writer.WriteString("source", check.Source);
        writer.WriteString("approver", check.Approval?.Approver);
        writer.WriteString("key", check.Approval?.Key.ToString());
        writer.WriteString("digest", check.Approval?.Digest.ToString());
        writer.WriteBoolean("counts", check.Counts);
        writer.WriteString("because", check.Because);
        writer.WriteEndObject();
    }
}
