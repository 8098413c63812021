using System.CommandLine;
using System.CommandLine.Parsing;
using ChangeGate.Changes;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;
using ChangeGate.Migrations;

namespace ChangeGate.Cli.Commands;

/// <summary>The options by which a person says what is to be judged. They mean the same in every command.</summary>
internal sealed class ProposalOptions
{
    public Option<string?> Configuration { get; } = new("--config") { Description = "The configuration. Default: changegate.yml here or at the root of the repository.", HelpName = "FILE" };

    public Option<string?> Target { get; } = new("--target") { Description = "A target of the configuration. Default: every target.", HelpName = "NAME" };

    public Option<string?> Environment { get; } = new("--environment") { Description = "Where the set is to run. Default: the strictest environment of the target.", HelpName = "NAME" };

    public Option<string?> Folder { get; } = new("--folder") { Description = "Judge this folder of migrations as it lies on disk (with --base: this folder of the repository).", HelpName = "DIR" };

    public Option<string?> History { get; } = new("--history") { Description = "With --folder: the folder of migrations that come before it.", HelpName = "DIR" };

    public Option<string?> From { get; } = new("--from") { Description = "With --folder: the first proposed migration; those before it are history.", HelpName = "PATH" };

    public Option<string?> Base { get; } = new("--base") { Description = "Judge what a git range proposes: the branch that it is to be merged into.", HelpName = "REF" };

    public Option<string?> Head { get; } = new("--head") { Description = "With --base: the proposal. Default: HEAD.", HelpName = "REF" };

    public Option<string?> Dialect { get; } = new("--dialect") { Description = "postgresql or sqlite, where no target says so.", HelpName = "DIALECT", CompletionSources = { _ => Dialects } };

    public Option<int?> Engine { get; } = new("--engine") { Description = "Major version of the engine; overrides the configuration.", HelpName = "N" };

    public Option<string?> Layout { get; } = new("--layout") { Description = $"{string.Join(", ", MigrationLayouts.Keywords.Keys)}. Default: found out.", HelpName = "LAYOUT", CompletionSources = { _ => MigrationLayouts.Keywords.Keys } };

    public Option<string?> Statistics { get; } = new("--statistics") { Description = "Sizes of tables, from changegate snapshot.", HelpName = "FILE" };

    public Option<string[]> Authors { get; } = new("--author") { Description = "Who proposes (name or e-mail address), where git does not say. May be given more than once.", HelpName = "WHO", DefaultValueFactory = _ => [] };

    public Option<string?> AuthorKind { get; } = new("--author-kind") { Description = "person or agent, where git does not say. Default: treated as an agent.", HelpName = "KIND", CompletionSources = { "person", "agent" } };

    public Option<string?> Approvals { get; } = new("--approvals") { Description = "Folder of signed approvals. Default: .changegate/approvals.", HelpName = "DIR" };

    public Option<bool> AllRules { get; } = new("--all-rules") { Description = "Also the rules that are off by default." };

    /// <summary>What may be written after --dialect.</summary>
    public static IEnumerable<string> Dialects => Enum.GetValues<Dialect>().Select(dialect => dialect.ToKeyword());

    private Option[] All => [Configuration, Target, Environment, Folder, History, From, Base, Head, Dialect, Engine, Layout, Statistics, Authors, AuthorKind, Approvals, AllRules];

    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    public ProposalRequest Read(ParseResult arguments) => new()
    {
        Configuration = arguments.GetValue(Configuration),
        Target = arguments.GetValue(Target),
        Environment = arguments.GetValue(Environment),
        Folder = arguments.GetValue(Folder),
        History = arguments.GetValue(History),
        From = arguments.GetValue(From),
        Base = arguments.GetValue(Base),
        Head = arguments.GetValue(Head),
        Dialect = ReadDialect(arguments.GetValue(Dialect)),
        Engine = arguments.GetValue(Engine),
        Layout = ReadLayout(arguments.GetValue(Layout)),
        Statistics = arguments.GetValue(Statistics),
        Authors = arguments.GetValue(Authors) ?? [],
        AuthorKind = ReadAuthorKind(arguments.GetValue(AuthorKind)),
        Approvals = arguments.GetValue(Approvals),
        AllRules = arguments.GetValue(AllRules),
        Typed = [.. All.SelectMany(option => Typed(arguments.GetResult(option)))],
    };

    public static Dialect? ReadDialect(string? keyword) => keyword switch
    {
        null => null,
        "sqlserver" => throw new GateException("SQL Server is not supported by this version.", "Give --dialect postgresql or --dialect sqlite."),
        _ => ReadWord("--dialect", keyword, Enum.GetValues<Dialect>().ToDictionary(dialect => dialect.ToKeyword())),
    };

    private static MigrationLayout? ReadLayout(string? keyword) => keyword is null ? null : ReadWord("--layout", keyword, MigrationLayouts.Keywords);

    private static T ReadWord<T>(string option, string keyword, IReadOnlyDictionary<string, T> words) =>
        words.TryGetValue(keyword, out var value) ? value : throw Unknown(option, keyword, $"{string.Join(", ", words.Keys.SkipLast(1))} or {words.Keys.Last()}");

    private static IEnumerable<string> Typed(OptionResult? result) =>
        result is null or { Implicit: true } ? [] : result.Tokens.Count == 0 ? [result.Option.Name] : result.Tokens.SelectMany(token => new[] { result.Option.Name, token.Value });

    private static AuthorKind ReadAuthorKind(string? keyword) => keyword switch
    {
        null => Migrations.AuthorKind.Unknown,
        "person" => Migrations.AuthorKind.Person,
        "agent" => Migrations.AuthorKind.Agent,
        _ => throw Unknown("--author-kind", keyword, "person or agent"),
    };

    private static GateException Unknown(string option, string value, string expected) =>
        new($"{option} does not know '{value}'.", $"Give {expected}.");
}
