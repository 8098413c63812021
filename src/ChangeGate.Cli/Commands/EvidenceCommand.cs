using System.CommandLine;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Cli.Output;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Ledgers;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Commands;

/// <summary>The ledger of evidence: what it has, that it has it, and that nobody changed it.</summary>
internal static class EvidenceCommand
{
    private const string Configured = "configured";

    public static Command Create() => new("evidence", "Show, check, export and add to the ledger of evidence.") { CreateList(), CreateProof(), CreateCheckpoint(), CreateCheck(), EvidenceExportCommand.Create(), EvidenceRecordCommand.Create() };

    private static Command CreateList()
    {
        var place = new LedgerPlace();
        var last = new Option<int?>("--last") { Description = "Only so many of the newest entries.", HelpName = "COUNT" };
        var format = OutputOptions.CreateFormat("ledger");
        var command = new Command("list", "Show the entries of the ledger.") { last, format };
        place.AddTo(command);
        command.SetAction(arguments =>
        {
            var files = FilesOf(place.Read(arguments));
            var checkpoint = files.ReadCheckpoint();
            var size = checkpoint.Checkpoint.Size;
            var from = arguments.GetValue(last) is { } count ? Math.Max(0, size - Math.Max(0, count)) : 0;
            var listing = new LedgerListing(checkpoint, files.Reading(() => files.Entries(from, size).Select(static one => (one.Index, LedgerEntry.Read(one.Entry))).ToList()));

            ResultWriter.Result(OutputOptions.IsJson(arguments.GetValue(format)), layout => JsonReport.WriteLedger(listing, layout), width => ConsoleLedger.Render(listing, width));

            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static Command CreateProof()
    {
        var place = new LedgerPlace();
        var run = new Option<string?>("--run") { Description = "The run's id.", HelpName = "ID" };
        var bundle = new Option<string?>("--bundle") { Description = "Or the bundle of the run.", HelpName = "FILE" };
        var output = new Option<string?>("--output") { Description = "Write it there. Default: standard output.", HelpName = "FILE" };
        var format = OutputOptions.CreateFormat("log-proof");
        var command = new Command("proof", "Write the proof that the ledger has a run (c2sp.org/tlog-proof), for changegate verify --proof.") { run, bundle, output, format };
        place.AddTo(command);
        command.SetAction(arguments =>
        {
            var evidence = place.Read(arguments);
            var path = (arguments.GetValue(run), arguments.GetValue(bundle)) switch
            {
                ({ } id, null) => BundleOf(evidence, id),
                (null, { } file) => file,
                _ => throw new GateException("It is not said which run is meant.", "Give --run ID, or --bundle FILE."),
            };
            var files = FilesOf(evidence);
            var checkpoint = files.ReadCheckpoint();
            var proof = files.Prove(checkpoint, new EnteredBundle(files, checkpoint, path).Last ?? throw new GateException(
                $"The ledger in '{files.Folder}' has no entry of '{path}'.",
                "The next run enters what is missing; changegate evidence check says what else is wrong."));

            if (arguments.GetValue(output) is { } target)
            {
                OutputRequest.Save(target, proof.ToText());
            }

            if (OutputOptions.IsJson(arguments.GetValue(format)))
            {
                Console.WriteLine(JsonReport.WriteProof(proof, Path.GetFileName(path), JsonLayout.Line));
            }
            else if (arguments.GetValue(output) is null)
            {
                Console.Write(proof.ToText());
            }

            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static Command CreateCheckpoint()
    {
        var place = new LedgerPlace();
        var anchors = new Option<string[]>("--anchor")
        {
            Description = "Also keep it where the operator of the ledger cannot change it: file=FILE adds it to a file, git makes a tag changegate-ledger/SIZE in the repository here, git-branch=NAME a commit on a branch of its own, and configured is all that the configuration names. May be given more than once.",
            HelpName = "ANCHOR",
            DefaultValueFactory = _ => [],
        };
        var format = OutputOptions.CreateFormat("checkpoint");
        var command = new Command("checkpoint", "Show the signed checkpoint of the ledger, and anchor it.") { anchors, format };
        place.AddTo(command);
        command.SetAction(arguments =>
        {
            var checkpoint = FilesOf(place.Read(arguments)).ReadCheckpoint();
            var kept = (arguments.GetValue(anchors) ?? []).SelectMany(anchor => anchor == Configured ? place.ReadAnchors(arguments) : [Anchors.Parse(anchor)]).Select(anchor => anchor.Keep(checkpoint)).ToList();

            if (OutputOptions.IsJson(arguments.GetValue(format)))
            {
                Console.WriteLine(JsonReport.WriteCheckpoint(checkpoint, kept, JsonLayout.Line));
            }
            else
            {
                Console.Write(checkpoint.ToText());
            }

            return (int)ExitCode.Allowed;
        });

        return command;
    }

    private static Command CreateCheck()
    {
        var place = new LedgerPlace();
        var keys = EvidenceFiles.CreateKeys("A public key that is trusted to sign evidence and the ledger. May be given more than once.");
        var rotations = EvidenceFiles.CreateRotations();
        var earlier = EvidenceFiles.CreateCheckpoints("--earlier");
        var database = new JournalOptions();
        var format = OutputOptions.CreateFormat("verify");
        var command = new Command("check", "Read the whole ledger again, and hold it against its checkpoint, earlier ones and the bundles: PASS or FAIL per claim.") { keys, rotations, earlier, format };
        place.AddTo(command);
        database.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var journal = await database.ReadAsync(arguments, place, cancellation);
            var copy = BundleLedger.Copy(place.Read(arguments), arguments.GetValue(earlier) ?? [], place.ReadAnchors(arguments));
            var audit = LedgerAudit.Check(copy, EvidenceFiles.ReadKeys(arguments.GetValue(keys)!, arguments.GetValue(rotations) ?? []), journal); // The first is required.
            VerifyCommand.Show(audit, OutputOptions.IsJson(arguments.GetValue(format)));

            return (int)(audit.Passes ? ExitCode.Allowed : ExitCode.Denied);
        });

        return command;
    }

    private static LedgerFiles FilesOf(string evidence) => new(BundleLedger.PlaceOf(evidence));

    private static string BundleOf(string evidence, string run) =>
        BundleLedger.Bundles(evidence).FirstOrDefault(bundle => EvidenceContents.Of(EvidenceBundle.Parse(EvidenceFiles.Read(bundle), bundle)).Header?.Bundle == run)
        ?? throw new GateException($"No bundle in '{evidence}' is of a run '{run}'.", "See the runs that are entered: changegate evidence list");
}
