using System.Collections;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using ChangeGate.Cli.Commands;

namespace ChangeGate.Cli.Manual;

/// <summary>One command of the tree, as manual and completions need it.</summary>
/// <param name="Path">Its words behind <c>changegate</c>: <c>evidence check</c>; empty for the tool itself.</param>
internal sealed record Verb(string Path, Command Command)
{
    /// <summary>The tool and all its commands, each before those below it.</summary>
    public static IReadOnlyList<Verb> All(RootCommand root) => [.. Below(new Verb("", root))];

    public string Name => Path.Length == 0 ? "changegate" : $"changegate {Path}";

    public string Description => Command.Description ?? "";

    public IEnumerable<Verb> Children => Command.Subcommands.Where(static command => !command.Hidden && IsPlain(command.Name)).Select(command => new Verb(Path.Length == 0 ? command.Name : $"{Path} {command.Name}", command));

    /// <summary>Those of its own: every command has --help.</summary>
    public IEnumerable<VerbOption> Options => Command.Options.Where(static option => option is { Hidden: false } and not HelpOption).Select(static option => new VerbOption(option));

    public IEnumerable<Argument> Arguments => Command.Arguments.Where(static argument => !argument.Hidden);

    /// <summary>Whether it does something, and not only those below it.</summary>
    public bool Acts => Command.Action is not null;

    /// <summary>How it is written, what may be left out in brackets.</summary>
    public string Synopsis => string.Join(' ', [
        Name,
        .. Arguments.Select(static argument => argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name),
        .. Options.Where(static option => option.Option.Required).Select(static option => option.Written),
        .. Options.Any(static option => !option.Option.Required) ? ["[OPTIONS]"] : Array.Empty<string>()]);

    /// <summary>Names of the schemas in <c>docs/schema</c> that its JSON follows; empty where it writes none.</summary>
    public IReadOnlyList<string> Schemas => Command.Options.OfType<FormatOption>().SelectMany(static option => option.Schemas).ToList();

    /// <summary>What may be typed next: commands below it, words for its arguments, options.</summary>
    public IEnumerable<(string Word, string Description)> Choices =>
        Children.Select(static child => (Word: child.Command.Name, Description: child.Description))
            .Concat(Arguments.SelectMany(argument => WordsOf(argument).Select(word => (Word: word, Description: argument.Name))))
            .Concat(Options.SelectMany(static option => option.Names.Select(name => (Word: name, Description: option.Description))))
            .Append((Word: "--help", Description: "Show help."))
            .Where(static choice => IsPlain(choice.Word));

    /// <summary>Whether a file may be typed next.</summary>
    public bool TakesFile => Arguments.Any(static argument => !WordsOf(argument).Any());

    /// <summary>The words that may stand for an argument, as far as they are known beforehand.</summary>
    public static IEnumerable<string> WordsOf(Symbol symbol) => symbol.GetCompletions(CompletionContext.Empty).Select(static item => item.Label).Where(IsPlain);

    /// <summary>Whether no shell reads it as anything but itself.</summary>
    public static bool IsPlain(string word) => word.Length > 0 && word[0] != '.' && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static IEnumerable<Verb> Below(Verb verb) => verb.Children.SelectMany(Below).Prepend(verb);
}

/// <summary>One option of a verb.</summary>
internal sealed record VerbOption(Option Option)
{
    /// <summary>Its name, and others that mean the same.</summary>
    public IEnumerable<string> Names => Option.Aliases.Where(static alias => alias.StartsWith("--", StringComparison.Ordinal)).Prepend(Option.Name).Where(Verb.IsPlain);

    public string Description => Option.Description ?? "";

    /// <summary>What stands behind it; null where nothing does.</summary>
    public string? Value => Option.Arity.MaximumNumberOfValues == 0 || Option.ValueType == typeof(bool) ? null : Option.HelpName ?? "VALUE";

    public string Written => Value is null ? Option.Name : $"{Option.Name} {Value}";

    public IEnumerable<string> Words => Value is null ? [] : Verb.WordsOf(Option);

    public bool TakesFolder => Value == "DIR";

    public bool TakesFile => Value is "FILE" or "PATH";

    /// <summary>What holds where it is not given; null where nothing does, or where its description says it.</summary>
    public string? Default => Option.HasDefaultValue && Value is not null && Option.GetDefaultValue() is { } value and not ICollection { Count: 0 } ? value.ToString() : null;
}
