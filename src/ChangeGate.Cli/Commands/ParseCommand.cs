using System.CommandLine;
using System.Text;
using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Reports;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Cli.Commands;

/// <summary>Prints how files are read, one JSON document per file.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files to read; - reads standard input.", Arity = ArgumentArity.OneOrMore };
        var dialect = new Option<string>("--dialect") { Description = "postgresql or sqlite.", HelpName = "DIALECT", Required = true, CompletionSources = { _ => ProposalOptions.Dialects } };
        var format = new FormatOption(["json"], ["parse"]);
        var command = new Command("parse", "Print statements and changes of files as JSON: for tools and for bug reports.") { files, dialect, format };
        command.SetAction(arguments => (int)Run(arguments.GetValue(files)!, ProposalOptions.ReadDialect(arguments.GetValue(dialect))!.Value, arguments.GetValue(format)!));

        return command;
    }

    private static ExitCode Run(string[] files, Dialect dialect, string format)
    {
        if (format != "json")
        {
            throw new GateException($"--format does not know '{format}'.", "parse prints json only.");
        }

        var reader = SqlDialects.For(dialect);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 1 << 16);

        foreach (var file in files)
        {
            var text = Read(file);
            output.WriteLine(JsonReport.WriteParse(text, dialect, reader.Read(text)));
        }

        return ExitCode.Allowed;
    }

    private static SourceText Read(string file)
    {
        if (file == "-")
        {
            using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            input.CopyTo(bytes);
            return ScriptEncoding.Read(new ScriptFile("-", bytes.ToArray()));
        }

        return File.Exists(file)
            ? ScriptEncoding.Read(new ScriptFile(file, File.ReadAllBytes(file)))
            : throw new GateException($"There is no file '{file}'.", "Name .sql files, or - for standard input.");
    }
}
