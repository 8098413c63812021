using System.CommandLine;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Cli.Output;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Commands;

/// <summary>What ran in a period, for an auditor, with what shows that it is all.</summary>
internal static class EvidenceExportCommand
{
    public static Command Create()
    {
        var place = new LedgerPlace();
        var period = new Option<string>("--period") { Description = "The first and the last month or day: 2026-01..2026-03.", HelpName = "PERIOD", Required = true };
        var keys = EvidenceFiles.CreateKeys("A public key that is trusted to sign evidence and the ledger. May be given more than once.");
        var rotations = EvidenceFiles.CreateRotations();
        var earlier = EvidenceFiles.CreateCheckpoints("--earlier");
        var database = new JournalOptions();
        var reports = new Option<string[]>("--report") { Description = "Write it to a file: html=FILE, json=FILE or csv=FILE. May be given more than once, or with commas.", HelpName = "FORMAT=FILE", DefaultValueFactory = _ => [] };
        var format = OutputOptions.CreateFormat("evidence-export");
        var command = new Command("export", "Write everything that ran in a period, with what shows that nothing is missing, and the controls that it met.") { period, keys, rotations, earlier, reports, format };
        place.AddTo(command);
        database.AddTo(command);
        command.SetAction(async (arguments, cancellation) =>
        {
            var evidence = place.Read(arguments);
            var trusted = EvidenceFiles.ReadKeys(arguments.GetValue(keys)!, arguments.GetValue(rotations) ?? []); // The first is required.
            var span = AuditPeriod.Parse(arguments.GetValue(period)!); // Likewise.
            var files = (arguments.GetValue(reports) ?? []).SelectMany(static value => value.Split(',')).Select(ReadReport).ToList();
            var journal = await database.ReadAsync(arguments, place, cancellation);
            var export = AuditExport.Create(BundleLedger.Copy(evidence, arguments.GetValue(earlier) ?? [], place.ReadAnchors(arguments)), trusted, span, journal);
            files.ForEach(file => OutputRequest.Save(file.Path, file.Render(export)));

            if (OutputOptions.IsJson(arguments.GetValue(format)))
            {
                Console.WriteLine(JsonReport.WriteExport(export, JsonLayout.Line));
            }
            else
            {
                ResultWriter.Lines(ConsoleVerification.Render(export.Completeness, ResultWriter.Width));
                Console.WriteLine($"    {Wording.Count(export.Runs.Count, "run", "runs")} in {export.Period}.");
            }

            return (int)(export.Completeness.Passes ? ExitCode.Allowed : ExitCode.Denied);
        });

        return command;
    }

    private static (string Path, Func<AuditExport, string> Render) ReadReport(string value) => value.Split('=', 2) switch
    {
        ["html", { Length: > 0 } path] => (path, ExportPage.Render),
        ["json", { Length: > 0 } path] => (path, static export => JsonReport.WriteExport(export)),
        ["csv", { Length: > 0 } path] => (path, ExportCsv.Render),
        _ => throw new GateException($"--report does not know '{value}'.", "Give html=FILE, json=FILE or csv=FILE."),
    };
}
