using System.CommandLine;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Ledgers;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Commands;

/// <summary>Checks a bundle with nothing but the bundle and public keys: no database, no network, no configuration.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var bundle = new Argument<string>("BUNDLE") { Description = "The evidence of a run." };
        var keys = EvidenceFiles.CreateKeys("A public key that is trusted to sign evidence. May be given more than once.");
        var rotations = EvidenceFiles.CreateRotations();
        var migrations = new Option<string?>("--migrations") { Description = "Also compare the scripts with this folder.", HelpName = "DIR" };
        var earlier = new Option<string[]>("--earlier") { Description = "Also check the link to earlier bundles. May be given more than once.", HelpName = "FILE", DefaultValueFactory = _ => [] };
        var ledger = new Option<string?>("--ledger") { Description = "Also look it up in this ledger.", HelpName = "DIR" };
        var proof = new Option<string?>("--proof") { Description = "Or check this proof that a ledger has it, without the ledger.", HelpName = "FILE" };
        var checkpoints = EvidenceFiles.CreateCheckpoints("--checkpoint");
        var issuer = new Option<string?>("--issuer-keys") { Description = "Also find the key of the CI's token in this key set of its issuer.", HelpName = "FILE" };
        var format = OutputOptions.CreateFormat("verify");
        var command = new Command("verify", "Check an evidence bundle offline: PASS or FAIL per claim.") { bundle, keys, rotations, migrations, earlier, ledger, proof, checkpoints, issuer, format };
        command.SetAction(arguments =>
        {
            var file = EvidenceFiles.Read(arguments.GetValue(bundle)!);
            var verification = EvidenceVerifier.Verify(file, new VerificationOptions
            {
                TrustedKeys = EvidenceFiles.ReadKeys(arguments.GetValue(keys)!, arguments.GetValue(rotations) ?? []),
                Migrations = arguments.GetValue(migrations) is { } folder ? MigrationFolder.Read(folder) : null,
                Earlier = [.. (arguments.GetValue(earlier) ?? []).Select(EvidenceFiles.Read)],
                IssuerKeys = arguments.GetValue(issuer) is { } set ? EvidenceFiles.ReadIssuerKeys(set) : null,
                Ledger = ReadLedger(arguments.GetValue(bundle)!, file, arguments.GetValue(ledger), arguments.GetValue(proof), [.. (arguments.GetValue(checkpoints) ?? []).SelectMany(Anchors.Read).Select(static anchor => anchor.Checkpoint)]),
            });
            Show(verification, OutputOptions.IsJson(arguments.GetValue(format)));

            return (int)(verification.Passes ? ExitCode.Allowed : ExitCode.Denied);
        });

        return command;
    }

    public static void Show(Verification verification, bool json)
    {
        ResultWriter.Result(json, layout => JsonReport.WriteVerification(verification, layout), width => ConsoleVerification.Render(verification, width));
    }

    /// <summary>null where none is named, and for a file that is no bundle, which fails by itself.</summary>
    private static LedgerExcerpt? ReadLedger(string path, ReadOnlyMemory<byte> file, string? ledger, string? proof, IReadOnlyList<SignedCheckpoint> kept)
    {
        if (ledger is null && proof is null)
        {
            return kept.Count == 0 ? null : throw new GateException("A checkpoint is held against a ledger, and none is named.", "Name it with --ledger DIR, or a proof with --proof FILE.");
        }

        if (!EvidenceBundle.TryParse(file, out var bundle, out _))
        {
            return null;
        }

        if (ledger is not null)
        {
            var files = new LedgerFiles(ledger);

            return new EnteredBundle(files, files.ReadCheckpoint(), path).Excerpt(kept);
        }

        return LedgerExcerpt.Of(bundle, LogProof.Parse(EvidenceFiles.Read(proof!).Span, proof!)) with { Kept = [.. kept.Select(static one => new KeptCheckpoint(one, []))] }; // one of the two is named
    }
}
