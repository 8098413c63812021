using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ChangeGate.Evidence;
using ChangeGate.Signatures;

namespace ChangeGate.Tests.Evidence;

/// <summary>Changes every field of a bundle, one at a time: as a stranger, and as a signer who lies.</summary>
internal sealed partial class EvidenceFieldTests
{
    private static readonly EvidenceBundle Bundle = new SampleRun().Bundle;

    /// <summary>
    /// What a trusted signer could say otherwise with nobody noticing from this bundle alone: what a database and a clock said, and remarks for people.
    /// Whatever decides about consent or names what ran is not among them. docs/evidence.md tells the same.
    /// </summary>
    private static readonly string[] TakenOnTrust =
    [
        "1 predicate.content.authorship.attested",
        "1 predicate.content.authorship.emails[]",
        "1 predicate.content.authorship.evidence[]",
        "1 predicate.content.authorship.kind",
        "1 predicate.content.authorship.names[]",
        "1 predicate.content.baseCommit",
        "1 predicate.content.history[].digest",
        "1 predicate.content.history[].path",
        "1 predicate.content.layout",
        "1 predicate.content.migrations[].down.path",
        "1 predicate.content.scripts[].statements[].kind",
        "2 predicate.content.findings[].certain",
        "2 predicate.content.findings[].column",
        "2 predicate.content.findings[].id",
        "2 predicate.content.findings[].length",
        "2 predicate.content.findings[].lock.blocks",
        "2 predicate.content.findings[].lock.mode",
        "2 predicate.content.findings[].lock.relations[].name",
        "2 predicate.content.findings[].lock.relations[].schema",
        "2 predicate.content.findings[].lock.rewrites",
        "2 predicate.content.findings[].lock.scans",
        "2 predicate.content.findings[].message",
        "2 predicate.content.findings[].object.kind",
        "2 predicate.content.findings[].object.name",
        "2 predicate.content.findings[].object.part",
        "2 predicate.content.findings[].object.schema",
        "2 predicate.content.findings[].remedy",
        "2 predicate.content.findings[].risk",
        "2 predicate.content.findings[].rows",
        "2 predicate.content.findings[].rule",
        "2 predicate.content.findings[].safeSql",
        "2 predicate.content.findings[].start",
        "2 predicate.content.findings[].suppressed",
        "2 predicate.content.risk.parts[].because",
        "2 predicate.content.risk.parts[].hazard",
        "2 predicate.content.sizes[].name",
        "2 predicate.content.sizes[].rows",
        "2 predicate.content.sizes[].schema",
        "3 predicate.content.rollbacks[].archives[].columns[]",
        "3 predicate.content.rollbacks[].because[]",
        "3 predicate.content.rollbacks[].fromDownScript",
        "3 predicate.content.rollbacks[].needsAutocommit",
        "3 predicate.content.rollbacks[].reverse[]",
        "4 predicate.content.policy.approvalsValidForSeconds",
        "4 predicate.content.policy.approvers[].emails[]",
        "4 predicate.content.policy.approvers[].key",
        "4 predicate.content.policy.builtIn",
        "4 predicate.content.policy.digest",
        "5 predicate.content.approvals[].because",
        "5 predicate.content.approvals[].source",
        "6 predicate.content.archives[].columns[]",
        "6 predicate.content.database",
        "6 predicate.content.guard.fingerprint",
        "6 predicate.content.guard.guardEvents[].application",
        "6 predicate.content.guard.guardEvents[].at",
        "6 predicate.content.guard.guardEvents[].client",
        "6 predicate.content.guard.guardEvents[].drops",
        "6 predicate.content.guard.guardEvents[].login",
        "6 predicate.content.guard.guardEvents[].objectCount",
        "6 predicate.content.guard.guardEvents[].objects[]",
        "6 predicate.content.guard.guardEvents[].passage",
        "6 predicate.content.guard.guardEvents[].position",
        "6 predicate.content.guard.guardEvents[].process",
        "6 predicate.content.guard.guardEvents[].role",
        "6 predicate.content.guard.guardEvents[].statement",
        "6 predicate.content.guard.guardEvents[].tag",
        "6 predicate.content.guard.guardEvents[].transaction",
        "6 predicate.content.guard.mode",
        "6 predicate.content.identity.because",
        "6 predicate.content.identity.ci.begunAgainBy",
        "6 predicate.content.identity.deployed",
        "6 predicate.content.identity.kind",
        "6 predicate.content.identity.onBehalfOf.from",
        "6 predicate.content.identity.token.algorithm",
        "6 predicate.content.identity.token.audience",
        "6 predicate.content.identity.token.digest",
        "6 predicate.content.identity.token.issuer",
        "6 predicate.content.identity.token.key",
        "6 predicate.content.identity.token.keyId",
        "6 predicate.content.identity.token.subject",
        "6 predicate.content.schemaAfter",
        "6 predicate.content.schemaBefore",
        "6 predicate.content.server",
        "6 predicate.content.statements[].inTransaction",
        "6 predicate.content.statements[].tookTicks",
    ];

    /// <summary>And of a rehearsal: what the engine of the shadow and its clock said.</summary>
    private static readonly string[] RehearsalOnTrust =
    [
        "predicate.content.migrations[].down.after",
        "predicate.content.migrations[].down.because",
        "predicate.content.migrations[].down.rows",
        "predicate.content.migrations[].down.rowsEqual",
        "predicate.content.migrations[].down.tables",
        "predicate.content.migrations[].down.writesBecause",
        "predicate.content.migrations[].down.writesKept",
        "predicate.content.migrations[].foldDifferences",
        "predicate.content.migrations[].lost[].column",
        "predicate.content.migrations[].lost[].count",
        "predicate.content.migrations[].lost[].of",
        "predicate.content.migrations[].lost[].table.name",
        "predicate.content.migrations[].lost[].table.schema",
        "predicate.content.migrations[].rollback.after",
        "predicate.content.migrations[].rollback.rows",
        "predicate.content.migrations[].rollback.tables",
        "predicate.content.migrations[].rollback.writesBecause",
        "predicate.content.migrations[].rollback.writesKept",
        "predicate.content.migrations[].statements[].atSize.diskBytes",
        "predicate.content.migrations[].statements[].atSize.expectedTicks",
        "predicate.content.migrations[].statements[].atSize.longestTicks",
        "predicate.content.migrations[].statements[].atSize.measured[].rows",
        "predicate.content.migrations[].statements[].atSize.measured[].tookTicks",
        "predicate.content.migrations[].statements[].atSize.rows",
        "predicate.content.migrations[].statements[].atSize.shortestTicks",
        "predicate.content.migrations[].statements[].atSize.table.name",
        "predicate.content.migrations[].statements[].atSize.table.schema",
        "predicate.content.migrations[].statements[].atSize.walBytes",
        "predicate.content.migrations[].statements[].dropped[].kind",
        "predicate.content.migrations[].statements[].dropped[].name",
        "predicate.content.migrations[].statements[].dropped[].part",
        "predicate.content.migrations[].statements[].dropped[].schema",
        "predicate.content.migrations[].statements[].locks[].mode",
        "predicate.content.migrations[].statements[].locks[].relation.name",
        "predicate.content.migrations[].statements[].locks[].relation.schema",
        "predicate.content.migrations[].statements[].made[].name",
        "predicate.content.migrations[].statements[].made[].part",
        "predicate.content.migrations[].statements[].made[].schema",
        "predicate.content.migrations[].statements[].notices[].code",
        "predicate.content.migrations[].statements[].notices[].message",
        "predicate.content.migrations[].statements[].rewritten[].name",
        "predicate.content.migrations[].statements[].rewritten[].schema",
        "predicate.content.migrations[].statements[].rows",
        "predicate.content.migrations[].statements[].scanned[].name",
        "predicate.content.migrations[].statements[].scanned[].schema",
        "predicate.content.migrations[].statements[].tookTicks",
        "predicate.content.migrations[].statements[].temporaryBytes",
        "predicate.content.migrations[].statements[].walBytes",
        "predicate.content.migrations[].stopped",
        "predicate.content.server",
    ];

    private static IEnumerable<TestCaseData> Stages() =>
        Enumerable.Range(0, Bundle.Envelopes.Count).Select(index => new TestCaseData(index).SetArgDisplayNames($"stage {index + 1}"));

    [TestCaseSource(nameof(Stages))]
    public void A_stranger_can_change_no_field(int index)
    {
        foreach (var (path, payload) in Mutations(Bundle.Envelopes[index]))
        {
            var envelopes = Bundle.Envelopes.ToArray();
            envelopes[index] = envelopes[index] with { Payload = [.. payload] };

            Assert.That(FailingCodes(new EvidenceBundle([.. envelopes])), Does.Contain("E02"), path);
        }
    }

    [Test]
    public void A_signer_who_lies_is_caught_but_for_what_is_taken_on_trust()
    {
        var unnoticed = new List<string>();

        for (var index = 0; index < Bundle.Envelopes.Count; index++)
        {
            foreach (var (path, payload) in Mutations(Bundle.Envelopes[index]))
            {
                if (!FailingCodes(Resign(index, payload)).Any())
                {
                    unnoticed.Add($"{index + 1} {path}");
                }
            }
        }

        Assert.That(unnoticed.Distinct(), Is.EquivalentTo(TakenOnTrust));
    }

    [Test]
    public void A_signer_who_lies_about_a_rehearsal_is_caught_but_for_what_is_taken_on_trust()
    {
        var bundle = new SampleRun().Rehearsed.Bundle;
        var unnoticed = Mutations(bundle.Envelopes[3]).Where(change => !FailingCodes(Resign(bundle, 3, change.Payload)).Any()).Select(static change => change.Path);

        Assert.That(unnoticed.Distinct(), Is.EquivalentTo(RehearsalOnTrust));
    }

    /// <summary>And of a look at the guard: what the database said.</summary>
    private static readonly string[] WatchOnTrust =
    [
        "predicate.content.database",
        "predicate.content.drift.expected",
        "predicate.content.drift.objectCount",
        "predicate.content.drift.objects[]",
        "predicate.content.drift.wentRoundGuard",
        "predicate.content.findings[]",
        "predicate.content.fingerprint",
        "predicate.content.guardEvents[].application",
        "predicate.content.guardEvents[].at",
        "predicate.content.guardEvents[].client",
        "predicate.content.guardEvents[].drops",
        "predicate.content.guardEvents[].login",
        "predicate.content.guardEvents[].objectCount",
        "predicate.content.guardEvents[].objects[]",
        "predicate.content.guardEvents[].passage",
        "predicate.content.guardEvents[].position",
        "predicate.content.guardEvents[].process",
        "predicate.content.guardEvents[].role",
        "predicate.content.guardEvents[].statement",
        "predicate.content.guardEvents[].tag",
        "predicate.content.guardEvents[].transaction",
        "predicate.content.mode",
        "predicate.content.server",
    ];

    [Test]
    public void A_signer_who_lies_about_a_guard_is_caught_but_for_what_is_taken_on_trust()
    {
        var bundle = SampleWatch.Bundle("look-1", 30, null);
        var unnoticed = Mutations(bundle.Envelopes[0]).Where(static change => change.Path.Contains(".content.", StringComparison.Ordinal)).Where(change => !FailingCodes(Resign(bundle, 0, change.Payload)).Any()).Select(static change => change.Path);

        Assert.That(unnoticed.Distinct(), Is.EquivalentTo(WatchOnTrust));
    }

    private static EvidenceBundle Resign(int index, byte[] payload) => Resign(Bundle, index, payload);

    /// <summary>One payload is exchanged and all after it are linked and signed anew.</summary>
    internal static EvidenceBundle Resign(EvidenceBundle bundle, int index, byte[] payload)
    {
        var envelopes = bundle.Envelopes.ToArray();
        envelopes[index] = Envelope.Sign(envelopes[index].PayloadType, payload, SampleRun.Runner);

        for (var later = index + 1; later < envelopes.Length; later++)
        {
            var root = JsonNode.Parse([.. envelopes[later].Payload])!;
            root["predicate"]!["previous"] = envelopes[later - 1].PayloadDigest.ToString();
            envelopes[later] = Envelope.Sign(envelopes[later].PayloadType, CanonicalJson.Write(root), SampleRun.Runner);
        }

        return new EvidenceBundle([.. envelopes]);
    }

    /// <summary>The payload once for every field, with another value in it. Of a list the first item stands for all.</summary>
    private static IEnumerable<(string Path, byte[] Payload)> Mutations(Envelope envelope)
    {
        var paths = new List<string>();
        Collect(JsonNode.Parse([.. envelope.Payload]), "$", paths);

        foreach (var path in paths)
        {
            var root = JsonNode.Parse([.. envelope.Payload])!;
            var parts = Part().Matches(path).Select(match => match.Value).ToList();
            var parent = parts[..^1].Aggregate(root, (node, part) => part == "[0]" ? node[0]! : node[part.TrimStart('.')]!);

            if (parts[^1] == "[0]")
            {
                parent.AsArray()[0] = Other(parent[0]);
            }
            else
            {
                parent.AsObject()[parts[^1].TrimStart('.')] = Other(parent[parts[^1].TrimStart('.')]);
            }

            yield return (path.Replace("$.", "").Replace("[0]", "[]"), CanonicalJson.Write(root));
        }
    }

    private static void Collect(JsonNode? node, string path, List<string> paths)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    Collect(value, $"{path}.{name}", paths);
                }

                break;
            case JsonArray items:
                if (items.Count > 0)
                {
                    Collect(items[0], $"{path}[0]", paths);
                }

                break;
            default:
                paths.Add(path);
                break;
        }
    }

    /// <summary>Another value of the same sort, where there is one: a digest stays a digest, a moment a moment, a keyword a keyword.</summary>
    private static JsonNode Other(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "more",
        System.Text.Json.JsonValueKind.True => false,
        System.Text.Json.JsonValueKind.False => true,
        System.Text.Json.JsonValueKind.Number => node.GetValue<long>() + 1,
        _ => OtherText(node.GetValue<string>()),
    };

    private static string OtherText(string text) => text switch
    {
        "plain" => "diesel",
        "token" => "environment",
        "option" => "environment",
        "service" => "agent",
        "github" => "gitlab",
        "rs256" => "es256",
        "enforce" => "audit",
        "break-glass" => "outside",
        "sqlite" => "postgresql",
        "person" => "agent",
        "protected" => "open",
        "added" => "edited",
        "danger" => "notice",
        "data-loss" => "security",
        "column" => "table",
        "high" => "low",
        "with-data" => "no",
        "allowed" => "pending",
        "apply" => "rollback",
        "succeeded" => "failed",
        "proved-with-data" => "proved-schema",
        "proved-schema" => "proved-with-data",
        _ when text.StartsWith("sha256:", StringComparison.Ordinal) => text[..^1] + (text[^1] == '0' ? '1' : '0'),
        _ when Hex().IsMatch(text) => text[..^1] + (text[^1] == '0' ? '1' : '0'),
        _ when text.StartsWith("2026-03-04T", StringComparison.Ordinal) => text.Replace("2026", "2025"),
        _ => text + "x",
    };

    private static IEnumerable<string> FailingCodes(EvidenceBundle bundle) =>
        EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(bundle.ToJson()), SampleRun.Trust(SampleRun.Runner)).Claims
            .Where(claim => claim.Verdict == ClaimVerdict.Fail)
            .Select(claim => claim.Code);

    [GeneratedRegex(@"\[0\]|\.[^.\[]+")]
    private static partial Regex Part();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hex();
}
